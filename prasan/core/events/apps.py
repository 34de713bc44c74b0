from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "prasan.core.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .flows.drain import drain
        from .flows.once import forget_answers
        from .pulse import every

        every(1, "outbox", drain)
        every(600, "idempotency keys", forget_answers)
