from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "prasan.core.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .flows.deliver import deliver, fan_out, forget_deliveries
        from .flows.drain import drain
        from .flows.once import forget_answers
        from .pulse import every
        from .registry import subscribe

        every(1, "outbox", drain)
        every(600, "idempotency keys", forget_answers)
        every(2, "webhooks", deliver)
        every(3600, "webhook log", forget_deliveries)
        subscribe("*", fan_out, name="webhooks")
