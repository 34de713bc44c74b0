from pathlib import Path

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "prasan.missions.hotline"
    label = "hotline"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
