"""Bring the directory up to the shipped data: places, agencies, units, public holidays."""

from typing import Any

from django.core.management.base import BaseCommand

from prasan.core.directory.service import load_directory
from prasan.foundation import scope


class Command(BaseCommand):
    help = "Load places, agencies, units and public holidays; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.system("directory"):
            written = load_directory()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in written.items()))
