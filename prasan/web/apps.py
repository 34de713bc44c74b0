from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "prasan.web"
    label = "web"

    def ready(self) -> None:
        from prasan.look import context
        from prasan.look.fields import places

        from . import frame

        context.extend(frame.part)
        places.provide(frame.places_below)
