from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "prasan.core.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .flows import deliver as webhooks
        from .flows import drain as outbox
        from .flows.fan_out import fan_out
        from .flows.once import forget_answers
        from .pulse import every
        from .registry import subscribe

        every(30, "outbox", outbox.drain, due=outbox.DUE)
        every(600, "idempotency keys", forget_answers)
        for number in range(webhooks.SENDERS):
            every(30, f"webhooks {number + 1}", webhooks.deliver, due=webhooks.DUE)
        every(3600, "webhook log", webhooks.forget_deliveries)
        subscribe("*", fan_out, name="webhooks")
