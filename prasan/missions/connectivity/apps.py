from pathlib import Path

from django.apps import AppConfig


class ConnectivityConfig(AppConfig):
    name = "prasan.missions.connectivity"
    label = "connectivity"

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(__file__).parent / "services")
