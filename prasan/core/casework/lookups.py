"""How a case stands, for people who know its number: a caller, or a holder of the slip.

Both are read as the program, for neither needs to have the case; no personal value is in the answer.
"""

from __future__ import annotations

from hmac import compare_digest

from django.utils.translation import gettext_lazy as _

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import NotFound
from prasan.foundation.thai import to_arabic

from .definitions import definition_of
from .flows.base import ground
from .format.definition import Definition
from .models import Case, CaseApplicant
from .queries import listed, read_number


def state_for_caller(number: str) -> tuple[Case, Definition]:
    """What an operator tells a caller by the number alone: service, state, due date. Raises NotFound."""
    with scope.system("caller"):
        case = listed(Case.objects.all()).filter(number=read_number(number)).first()
    if case is None:
        raise NotFound(_("There is no case with this number."))
    definition = definition_of(case.version_id)
    if case.subject:
        ledger.looked(case.subject, ("state",), case=case.number, **ground(definition))
    return case, definition


def state_for_holder(number: str, last4: str) -> tuple[Case, Definition]:
    """The same for anyone who knows the number and the last four digits of the telephone number given.

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
    phone = str((who.facts.get("phone") or who.answers.get("phone") or "") if who else "")
    if case is None or not phone or not compare_digest(phone[-4:].encode(), to_arabic(last4).encode()):
        raise wrong
    return case, definition_of(case.version_id)
