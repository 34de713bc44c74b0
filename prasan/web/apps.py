from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "prasan.web"
    label = "web"

    def ready(self) -> None:
        from prasan.look import context

        from . import frame

        context.extend(frame.part)
