from pathlib import Path

from django.apps import AppConfig


class GeneralConfig(AppConfig):
    name = "prasan.missions.general"
    label = "general"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
