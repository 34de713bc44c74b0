"""Ask for the fee of a draft; its case opens by itself a moment after the payment is booked."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from prasan.core.casework.definitions import definition_of
from prasan.core.casework.models import Case, Draft
from prasan.core.directory import service as directory
from prasan.core.notices import service as notices
from prasan.core.payments import service as payments
from prasan.foundation.errors import Conflict

from .drafts import draft_for, facts_of
from .submit import check_draft, fee_of, open_draft
from .tell import case_values, tell_account, tell_applicant, tell_citizen_of

PREFIX = "draft"
REFUNDED = "fee_refunded"  # of an application that never became a case
LETTER = notices.Template(
    _("Your fee was given back"),
    _("%(amount)s baht were sent to the PromptPay number given for it."),
    _("Your fee of %(amount)s baht was given back."),
)


def ask_payment(draft_id: UUID | str) -> payments.Payment:
    """Check the draft and ask for its fee; its answers are settled from now on. Returns the payment."""
    draft = draft_for(draft_id, lock=True)
    facts = check_draft(draft)
    amount = fee_of(draft, facts)
    if not amount:
        raise Conflict(_("This application costs nothing."))
    definition = definition_of(draft.version_id)
    payment = payments.request_payment(
        reference(draft.pk),
        amount,
        payer=UUID(facts["subject"]) if "subject" in facts else None,
        payer_name=facts.get("name") or str(draft.answers.get("name", "")),
        agency=directory.agency(definition.agency).pk,
        purpose_th=definition.title.th,
        purpose_en=definition.title.en,
        return_to=f"/drafts/{draft.pk}/done",
    )
    draft.payment = str(payment.pk)
    draft.save()
    return payment


def cancel_payment(draft_id: UUID | str) -> None:
    """Take the unpaid payment back, so that the answers can be changed again. Raises Conflict once it is paid."""
    draft = draft_for(draft_id, lock=True)
    payments.cancel(reference(draft.pk))
    draft.payment = ""
    draft.save()


def paid_fee(draft: Draft) -> payments.Payment | None:
    """The payment of a draft that is paid for and whose case is being opened, if the scope may see it."""
    found = payments.payment_of(reference(draft.pk)) if draft.payment else None
    return found if found is not None and found.state == payments.State.PAID else None


def open_paid(payment: payments.Payment) -> None:
    """The fee of a draft was paid: open its case, as the program. A payment opens one case, ever."""
    if Case.objects.filter(payment=str(payment.pk)).exists():
        return
    draft = Draft.objects.select_for_update().get(pk=payment.reference.removeprefix(f"{PREFIX}:"))
    open_draft(draft, facts_of(draft), payment=str(payment.pk))


def tell_refunded(payment: payments.Payment) -> None:
    """The fee of a draft was given back: the applicant hears it, and the officer who has the case."""
    key, amount = f"{payment.pk}:refunded", {"amount": f"{payment.amount / 100:.2f}"}
    case = Case.objects.filter(payment=str(payment.pk)).first()
    if case is None:  # it never opened
        draft = Draft.objects.filter(pk=payment.reference.removeprefix(f"{PREFIX}:")).first()
        if draft is not None:
            asked = facts_of(draft) or draft.answers
            tell_citizen_of(draft.applicant_id, draft.channel, asked, REFUNDED, amount, key)
        return
    values = {**case_values(case, definition_of(case.version_id)), **amount}
    tell_applicant(case, "case_fee_refunded", values, key)
    if case.assignee_id:
        tell_account(case.assignee_id, "case_fee_back", values, key)


def reference(draft_id: UUID | str) -> str:
    """What the payments know a draft's fee by."""
    return f"{PREFIX}:{draft_id}"
