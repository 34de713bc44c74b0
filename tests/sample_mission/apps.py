from pathlib import Path

from django.apps import AppConfig


class SampleMissionConfig(AppConfig):
    name = "tests.sample_mission"
    label = "sample_mission"

    def ready(self) -> None:
        """Make the room known to the engines."""
        from prasan.core.casework import service as casework

        from . import effects, figures

        casework.effect("call_dog_catcher", needs=frozenset({"street"}))(effects.call_dog_catcher)
        casework.register_services(Path(__file__).parent / "services")
        figures.register()
