"""The missions: a room each, whose services run on the engines of `core`. None knows another."""

from pathlib import Path

from django.apps import AppConfig


class Mission(AppConfig):
    """A mission's application: it registers the service files of the folder `services` in its room."""

    def ready(self) -> None:
        from prasan.core.casework import service as casework

        casework.register_services(Path(self.path) / "services")
