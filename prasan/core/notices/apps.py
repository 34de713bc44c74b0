from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "prasan.core.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from prasan.core.events import service as events
        from prasan.look import context

        from . import frame
        from .flows.deliver import DUE, deliver
        from .flows.forget import forget_old
        from .texts import register_shipped

        register_shipped()
        context.extend(frame.part)
        events.every(30, "notices", deliver, due=DUE)
        events.every(6 * 3600, "old notices", forget_old)
