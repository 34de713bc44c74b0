from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "prasan.core.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from prasan.core.casework import figures, homes, personal, receipt_code
        from prasan.core.casework.effects import builtin  # noqa: F401 - registers the effects
        from prasan.core.casework.flows.ask_payment import LETTER, PREFIX, REFUNDED, open_paid, tell_refunded
        from prasan.core.casework.flows.escalate import escalate_due
        from prasan.core.casework.flows.opened_file import ground_of_file
        from prasan.core.casework.flows.recount_deadlines import recount_when_edited
        from prasan.core.casework.lookups import document_by_code, list_by_code
        from prasan.core.casework.pages import links
        from prasan.core.documents import service as documents
        from prasan.core.events import service as events
        from prasan.core.ledger import service as ledger
        from prasan.core.notices import service as notices
        from prasan.core.payments import service as payments
        from prasan.core.protection import service as protection
        from prasan.look import context

        events.every(20, "deadlines", escalate_due)
        events.every(60, "deadlines by new holidays", recount_when_edited)
        documents.on_opening(ground_of_file)
        payments.on_paid(PREFIX, open_paid)
        payments.on_refunded(PREFIX, tell_refunded)
        notices.register(REFUNDED, LETTER)
        protection.register_store("casework", personal.export, personal.erase, title=_("Matters and drafts"))
        context.extend(links.part)
        ledger.on_check("casework", receipt_code.check)
        ledger.on_check("list of what is missing", list_by_code)
        ledger.on_check("document of a service", document_by_code)
        figures.register()
        homes.register()
