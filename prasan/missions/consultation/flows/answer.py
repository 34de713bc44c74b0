"""Somebody answers a part of a consultation, or changes what they said before it closes."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed
from prasan.foundation.ids import citizen_id_valid
from prasan.foundation.thai import normalise, to_arabic

from ..models import Answer, Choice, Part, Voice
from ..models.answer import LONGEST

if TYPE_CHECKING:
    from prasan.foundation.errors import Words

_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")


def answer(part: Part, *, choice: str = "", text: str = "", key: str = "") -> Answer:
    """What the person of the scope says to the part; what they said before goes.

    key: of who is not signed in, where the consultation allows it (64 hexadecimal digits).
    Raises Conflict when it is closed, NotAllowed, Invalid.
    """
    consultation, who = part.consultation, scope.current()
    if not consultation.answering:
        raise Conflict(_("The time to answer is over."), code="closed")
    signed_in = who.person is not None
    if not signed_in and not (consultation.anonymous and key):
        raise NotAllowed(_("Sign in to answer this consultation."), code="sign-in")
    text = normalise(text.replace("\0", "").replace("\r\n", "\n")).strip()
    if wrong := _wrong(part, choice, text, signed_in):
        raise Invalid(fields=wrong)
    known: dict[str, Any] = {"subject": who.subject} if signed_in else {"key": key}
    # Who is not signed in has no rows of their own: the program writes for them.
    with nullcontext() if signed_in else scope.system("consultation"):
        voice, _new = Voice.objects.get_or_create(consultation=consultation, **known)
        made = Answer(
            part=part, voice=voice, anonymous=not signed_in, choice="" if part.is_question else choice,
            text=text, at=timezone.now(),
        )  # fmt: skip
        # One statement: of two answers at once the later one stays.
        Answer.objects.bulk_create(
            [made], update_conflicts=True, unique_fields=["voice", "part"],
            update_fields=["choice", "text", "at"],
        )  # fmt: skip
    return made


def _wrong(part: Part, choice: str, text: str, signed_in: bool) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if part.is_question:
        if not text:
            wrong["text"] = _("Write an answer")
    elif choice not in Choice.values:
        wrong["choice"] = _("Choose what you think of it.")
    elif choice == Choice.CHANGED and not text:
        wrong["text"] = _("Write what should be changed.")
    if len(text) > LONGEST:
        wrong["text"] = _("Write %(most)d characters at most.") % {"most": LONGEST}
    elif any(citizen_id_valid(found) for found in _NUMBER.findall(to_arabic(text))):
        wrong["text"] = _("Everybody reads this: leave out the numbers of ID cards.")
    elif not signed_in and _LINK.search(text):
        wrong["text"] = _("Links can be given only after signing in.")
    return wrong
