from pathlib import Path

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "prasan.missions.opendata"
    label = "opendata"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
