"""How a case stands, for people who know its number: a caller, or a holder of the slip.

Both are read as the program, for neither needs to have the case; no personal value is in the answer.
"""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest

from django.utils.translation import gettext_lazy as _

from prasan.core.ledger import service as ledger
from prasan.foundation import dates, scope
from prasan.foundation.errors import NotFound
from prasan.foundation.languages import current_language
from prasan.foundation.thai import to_arabic

from .definitions import definition_of
from .flows.base import ground
from .flows.missing import CODE, UNTIL
from .format.definition import Definition
from .format.verbs import say
from .models import Case, CaseApplicant, CaseEvent, CaseMessage, Clock
from .queries import listed, read_number


def state_for_caller(number: str) -> tuple[Case, Definition]:
    """What an operator tells a caller by the number alone: service, state, due date. Raises NotFound."""
    with scope.system("caller"):
        case = listed(Case.objects.all()).filter(number=read_number(number)).first()
    if case is None:
        raise NotFound(_("There is no case with this number."))
    definition = definition_of(case.version_id)
    ledger.looked(case.subject, ("state",), case=case.number, **ground(definition))
    return case, definition


def list_by_code(number: str, code: str) -> ledger.Found | None:
    """What a holder of the one list of what is missing is told: that it is genuine, and what it says."""
    try:
        digits = read_number(number)
    except NotFound:
        return None
    with scope.system("check"):
        events = CaseEvent.objects.filter(case__number=digits, kind="incomplete")
        event = events.select_related("case", "unit__agency").order_by("seq").first()
        if event is None or CODE not in event.data:
            return None
        if not compare_digest(str(event.data[CODE]).encode(), _plain(code).encode()):
            return None
        messages = CaseMessage.objects.filter(case=event.case, seq=event.seq)
        said = messages.values_list("body", flat=True).first() or ""
    language = current_language()
    until = datetime.fromisoformat(event.data[UNTIL])
    office = event.unit or event.case.unit
    return ledger.Found(
        _("The list of what is missing is genuine"),
        [
            (_("Signed by"), office.office),
            (_("Given on"), dates.format_date(event.at, language, "time")),
            (_("To be handed in by"), dates.format_date(until, language)),
            *([(_("What is missing"), said)] if said else []),  # nothing once the person was erased
        ],
    )


def document_by_code(number: str, code: str) -> ledger.Found | None:
    """What a holder of a document that a service gave is told: that it is genuine, which, from whom and when."""
    try:
        digits = read_number(number)
    except NotFound:
        return None
    with scope.system("check"):
        events = CaseEvent.objects.filter(case__number=digits, kind="document")
        made = list(events.select_related("case", "unit__agency").order_by("seq"))
    typed = _plain(code).encode()
    event = next((e for e in made if compare_digest(str(e.data.get(CODE) or "-").encode(), typed)), None)
    if event is None:
        return None
    definition = definition_of(event.case.version_id)
    title = next((o.title for o in definition.outputs if o.id == event.data.get("output")), definition.title)
    return ledger.Found(
        _("This document is genuine"),
        [
            (_("Document"), say(title)),
            (_("Signed by"), (event.unit or event.case.unit).office),
            (_("Given on"), dates.format_date(event.at, current_language(), "time")),
        ],
    )


def _plain(code: str) -> str:
    """The code however it was typed."""
    return "".join(c for c in to_arabic(code).upper() if c.isalnum())


def answer_due(case: Case) -> datetime | None:
    """By when the person has an answer: the nearest deadline that only the end of the case meets.

    Deadlines within the office, such as taking the case on, count where there is no other. None without any.
    """
    if case.due_at is None:
        return None
    ends = {d.id for d in definition_of(case.version_id).deadlines if not d.met_in}
    with scope.system("due"):
        running = Clock.objects.filter(case=case, met_at=None, deadline__in=ends, paused=False)
        due = running.order_by("due_at").values_list("due_at", flat=True).first()
    return due or case.due_at


def state_for_holder(number: str, last4: str) -> tuple[Case, Definition]:
    """The same for anyone who knows the number and the last four digits of a telephone number given:
    in the matter itself or for the applicant's account.

    Raises NotFound, in the same words whichever of the two is wrong.
    """
    wrong = NotFound(_("No case has this number and this telephone number. Check both and try again."))
    try:
        digits = read_number(number)
    except NotFound:
        raise wrong from None
    with scope.system("track"):
        case = listed(Case.objects.all()).filter(number=digits).first()
        who = CaseApplicant.objects.filter(case=case).first() if case else None
    given = [who.answers.get("phone"), who.facts.get("phone")] if who else []
    typed = to_arabic(last4).encode()
    if case is None or not any(compare_digest(str(phone)[-4:].encode(), typed) for phone in given if phone):
        raise wrong
    return case, definition_of(case.version_id)
