"""The words of an answer are hidden for a reason of the closed list, or shown again."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid

from ..models import Answer, Hiding, Reason, State, Voice
from .note import held, note


def hide(answer: Answer, reason: str) -> Hiding:
    """Show the reason in the place of the words. Raises NotAllowed, Invalid, Conflict when it is hidden already."""
    consultation = held(answer.part.consultation, State.OPENED, State.REPORTED)
    if reason not in Reason.values:
        raise Invalid
    made, new = Hiding.objects.get_or_create(answer=answer, defaults={"reason": reason, "at": timezone.now()})
    if not new:
        raise Conflict
    note("hide-answer", consultation, [str(answer.pk), reason], subjects=_whose(answer))
    return made


def show(answer: Answer) -> None:
    """Show the words again. Raises NotAllowed, Conflict when they are not hidden."""
    consultation = held(answer.part.consultation, State.OPENED, State.REPORTED)
    gone, _kinds = Hiding.objects.filter(answer=answer).delete()
    if not gone:
        raise Conflict
    note("show-answer", consultation, [str(answer.pk)], subjects=_whose(answer))


def _whose(answer: Answer) -> list[UUID]:
    """Whom the entry concerns: the office itself may not know."""
    with scope.system("consultation"):
        found = Voice.objects.filter(pk=answer.voice_id).values_list("subject", flat=True).first()
    return [found] if found else []
