from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "prasan.core.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .flows.deliver import SENDERS, deliver, forget_deliveries
        from .flows.drain import drain
        from .flows.fan_out import fan_out
        from .flows.once import forget_answers
        from .pulse import every
        from .registry import subscribe

        every(1, "outbox", drain)
        every(600, "idempotency keys", forget_answers)
        for number in range(SENDERS):
            every(2, f"webhooks {number + 1}", deliver)
        every(3600, "webhook log", forget_deliveries)
        subscribe("*", fan_out, name="webhooks")
