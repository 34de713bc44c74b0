from pathlib import Path

from django.apps import AppConfig


class BusinessConfig(AppConfig):
    name = "prasan.missions.business"
    label = "business"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
