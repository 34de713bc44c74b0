"""Answers that say the same are put to one argument, and the office answers the argument."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Conflict, Invalid, NotFound

from ..changes import changes
from ..models import Answer, Argument, Consultation, Gathered, Outcome, Part, State
from .note import held

MOST_ARGUMENTS = 500


def gather(
    consultation: Consultation,
    answers: Sequence[UUID],
    argument: int | None = None,
    *,
    text_th: str = "",
    text_en: str = "",
) -> Argument:
    """Put answers (ids) to an argument (its id), or to a new one in these words. Those put elsewhere move.

    Raises NotAllowed, Invalid, or Conflict while answers may still change.
    """
    consultation = _closed(consultation)
    chosen = list(Answer.objects.filter(pk__in=answers, part__consultation=consultation).exclude(text=""))
    if not chosen:
        raise Invalid(_("Choose at least one answer."))
    found = consultation.arguments.filter(pk=argument).first() if argument else None
    if found is None:
        if argument or not text_th.strip():
            raise Invalid(_("Choose an argument, or write a new one in Thai."))
        if consultation.arguments.count() >= MOST_ARGUMENTS:
            raise Conflict(_("There are too many arguments. Put some together."), code="too-many")
        if len(text_th.strip()) > 500 or len(text_en.strip()) > 500:
            raise Invalid(_("Say the argument in one sentence."))
        found = Argument.objects.create(
            consultation=consultation, text_th=text_th.strip(), text_en=text_en.strip()
        )
    Gathered.objects.filter(answer__in=chosen).delete()
    Gathered.objects.bulk_create(Gathered(answer=one, argument=found) for one in chosen)
    clear(consultation)
    return found


def take_out(answer: Answer) -> None:
    """Take an answer out of its argument; an argument that nobody says any more goes."""
    consultation = _closed(answer.part.consultation)
    Gathered.objects.filter(answer=answer).delete()
    clear(consultation)


def clear(consultation: Consultation) -> None:
    """Let the arguments go that nobody says any more: their answers were moved, or went with their person."""
    Argument.objects.filter(consultation=consultation, answers=None).delete()


def reply(
    consultation: Consultation, argument: Argument, *, outcome: str, reply_th: str, reply_en: str = ""
) -> None:
    """What the office answers to an argument. Raises NotAllowed, Conflict, Invalid."""
    consultation = _closed(consultation)
    if outcome not in Outcome.values or not reply_th.strip():
        raise Invalid(_("Say what becomes of the argument, and why."))
    Argument.objects.filter(pk=argument.pk, consultation=consultation).update(
        outcome=outcome, reply_th=reply_th.strip()[:3000], reply_en=reply_en.strip()[:3000]
    )


def revise(consultation: Consultation, part: Part, text: str | None) -> None:
    """The paragraph as it became; None: it did not change, "": it was taken out.

    Raises NotAllowed, Conflict, and NotFound for a question.
    """
    consultation = _closed(consultation)
    if part.is_question:
        raise NotFound(code="no-paragraph")
    text = text.replace("\r\n", "\n").replace("\0", "").strip()[:10_000] if text is not None else None
    revised = None if text == part.text_th else text
    # Compared once: to do it for each reader of the report takes too long.
    way = None if revised is None else [(one.kind, one.text) for one in changes(part.text_th, revised)]
    Part.objects.filter(pk=part.pk, consultation=consultation).update(revised=revised, changes=way)


def _closed(consultation: Consultation) -> Consultation:
    consultation = held(consultation, State.OPENED)
    if consultation.answering:
        raise Conflict(_("This can be done when the time to answer is over."), code="open")
    return consultation
