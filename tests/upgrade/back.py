"""Run as a program: take back every migration that is newer than a release (its migrations on stdin)."""

from __future__ import annotations

import json
import sys

from prasan.config import installation

installation.load()

from django.apps import apps  # noqa: E402 - needs the settings
from django.core.management import call_command  # noqa: E402


def main(released: list[str]) -> None:
    for app in apps.get_app_configs():
        held = [path for path in released if path.startswith(app.name.replace(".", "/") + "/migrations/")]
        if app.name.startswith("prasan.") and app.models_module:
            target = max(held).rpartition("/")[2].removesuffix(".py") if held else "zero"
            call_command("migrate", app.label, target, database="owner", verbosity=0)
    installation.let_go()


if __name__ == "__main__":
    main(json.load(sys.stdin))
