from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "prasan.core.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from prasan.core.events import service as events
        from prasan.look import context

        from . import frame
        from .flows.sequence import DUE, sequence_all

        context.extend(frame.part)
        events.every(30, "ledger", sequence_all, due=DUE)
