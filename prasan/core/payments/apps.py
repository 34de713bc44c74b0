from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "prasan.core.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from prasan.core.events import service as events
        from prasan.core.identity import service as identity
        from prasan.core.protection import service as protection
        from prasan.look import context

        from . import frame, rules
        from .flows.person import erase, export
        from .flows.tell_paid import REFUNDED, TOPIC, hear_paid, hear_refunded

        events.subscribe(TOPIC, hear_paid, name="paid fees")
        events.subscribe(REFUNDED, hear_refunded, name="fees given back")
        context.extend(frame.part)
        identity.register_home(60, "payments:finance-payments", rules.works_in_finance)
        protection.register_store("payments", export, erase, title=_("Fees"))
