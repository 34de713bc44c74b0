from pathlib import Path

from django.apps import AppConfig


class ScamsConfig(AppConfig):
    name = "prasan.missions.scams"
    label = "scams"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
