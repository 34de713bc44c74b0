"""The same words sent twice from one page - a double click, the back button - are written once."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prasan.core.casework.models import CaseEvent, CaseMessage, Part
from prasan.foundation.errors import Conflict

from .held import Held


class SaidAlready(Conflict):
    """What was sent is there already; a page goes on as after the first time."""

    code = "said-already"
    default = _("This has been sent already.")


def once(held: Held, kind: str, body: str, shown: int | None) -> None:
    """Raises SaidAlready when the person wrote `body` since the revision that their page showed.

    shown: None for who names none, such as programs, which have keys of their own for that.
    """
    if shown is None:
        return
    said = _since(held, kind, shown).values("seq")
    if CaseMessage.objects.filter(case=held.case, seq__in=said, body=body).exists():
        raise SaidAlready


def asked_once(held: Held, unit: int, question: str, shown: int | None) -> None:
    """The same for a part asked of a unit."""
    if shown is None:
        return
    parts = [data.get("part") for data in _since(held, "ask_unit", shown).values_list("data", flat=True)]
    if Part.objects.filter(pk__in=parts, unit=unit, question=question).exists():
        raise SaidAlready


def _since(held: Held, kind: str, shown: int) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(case=held.case, seq__gt=shown, kind=kind, actor_id=held.actor.person)
