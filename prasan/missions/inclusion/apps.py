from pathlib import Path

from django.apps import AppConfig


class InclusionConfig(AppConfig):
    name = "prasan.missions.inclusion"
    label = "inclusion"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
