from pathlib import Path

from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "prasan.missions.health"
    label = "health"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
