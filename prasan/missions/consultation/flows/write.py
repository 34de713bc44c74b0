"""A consultation is written by its agency, until it is opened."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation.dates import BANGKOK
from prasan.foundation.errors import Conflict, Invalid

from ..models import Consultation, Kind, Part, State
from ..models.consultation import DAYS
from ..splitting import paragraphs
from .note import admit, held, note

if TYPE_CHECKING:
    from prasan.foundation.errors import Words

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_PARTS, LONGEST = 500, 10_000
TEXTS = (
    "title_th", "title_en", "summary_th", "summary_en", "contact_name", "contact_email", "short_reason", "anonymous",
)  # fmt: skip


def add_consultation(agency: directory.Agency, slug: str, *, last_day: date, **said: Any) -> Consultation:
    """A new draft of the agency. said: TEXTS. Raises NotAllowed, Invalid."""
    admit(agency.pk)
    if not SLUG.fullmatch(slug) or len(slug) > 100:
        raise Invalid(fields={"slug": _("Small letters, digits and dashes.")})
    taken = Invalid(fields={"slug": _("Another consultation has this address.")})
    if Consultation.objects.filter(slug=slug).exists():
        raise taken
    try:
        with transaction.atomic():
            return _write(Consultation(slug=slug, agency=agency), last_day, said)
    except IntegrityError as error:  # by a draft of another agency, which nobody else can see
        raise taken from error


def change_consultation(consultation: Consultation, *, last_day: date, **said: Any) -> Consultation:
    """What is said of a draft, anew. Raises NotAllowed, Conflict when it was opened, Invalid."""
    return _write(held(consultation, State.DRAFT), last_day, said)


def write_parts(
    consultation: Consultation, *, text_th: str, text_en: str = "", asked_th: str = "", asked_en: str = ""
) -> list[Part]:
    """The paragraphs of the draft and the questions after them, each text cut at its blank lines.

    The English is left out, or has as many paragraphs as the Thai. Raises NotAllowed, Conflict, Invalid.
    """
    consultation = held(consultation, State.DRAFT)
    given = {
        "text": (Kind.PARAGRAPH, paragraphs(text_th), paragraphs(text_en)),
        "asked": (Kind.QUESTION, paragraphs(asked_th), paragraphs(asked_en)),
    }
    wrong: dict[str, Words] = {}
    made: list[Part] = []
    for name, (kind, thai, english) in given.items():
        if english and len(english) != len(thai):
            wrong[f"{name}_en"] = _("The Thai text has %(thai)d paragraphs, the English %(english)d.") % {
                "thai": len(thai), "english": len(english),
            }  # fmt: skip
        if any(len(one) > LONGEST for one in (*thai, *english)):
            wrong[f"{name}_th"] = _("A paragraph is too long; part it with a blank line.")
        for th, en in zip(thai, english or [""] * len(thai), strict=False):
            made.append(
                Part(consultation=consultation, kind=kind, position=len(made) + 1, text_th=th, text_en=en)
            )
    if not given["text"][1]:
        wrong["text_th"] = _("Fill this in.")
    if len(made) > MOST_PARTS:
        wrong["text_th"] = _("A consultation holds %(most)d paragraphs at most.") % {"most": MOST_PARTS}
    if wrong:
        raise Invalid(fields=wrong)
    Part.objects.filter(consultation=consultation).delete()
    return Part.objects.bulk_create(made)


def open_consultation(consultation: Consultation) -> Consultation:
    """Put the draft to the public; from now on its text stays. Raises NotAllowed, Conflict when something lacks."""
    consultation = held(consultation, State.DRAFT)
    now = timezone.now()
    if not consultation.parts.filter(kind=Kind.PARAGRAPH).exists():
        raise Conflict(_("There is no text to answer yet."), code="no-text")
    if consultation.closes_at <= now:
        raise Conflict(_("The last day is over. Choose a later one."), code="over")
    if consultation.closes_at < now + timedelta(days=DAYS) and not consultation.short_reason:
        raise Conflict(too_short(), code="too-short")
    consultation.state, consultation.opened_at = State.OPENED, now
    consultation.save(update_fields=["state", "opened_at"])
    note("open-consultation", consultation)
    return consultation


def discard(consultation: Consultation) -> None:
    """Throw a draft away. Raises NotAllowed, Conflict when it was opened."""
    held(consultation, State.DRAFT).delete()


def too_short() -> Words:
    """What to say of a time that is shorter than the law's rule."""
    return _(
        "The public has at least %(days)d full days as a rule. Choose a later day, or give the reason."
    ) % {"days": DAYS}


def end_of(day: date) -> datetime:
    """The end of a day in Thailand."""
    return datetime.combine(day + timedelta(days=1), time.min, BANGKOK)


def _write(consultation: Consultation, last_day: date, said: dict[str, Any]) -> Consultation:
    for name in TEXTS:
        if name in said:
            setattr(consultation, name, said[name])
    wrong: dict[str, Words] = {
        name: _("Fill this in.") for name in ("title_th", "summary_th") if not getattr(consultation, name)
    }
    now = timezone.now()
    consultation.closes_at = end_of(last_day)
    if consultation.closes_at <= now:
        wrong["last_day"] = _("This day is over.")
    elif consultation.closes_at > now + timedelta(days=366):
        wrong["last_day"] = _("A consultation lasts a year at most.")
    elif consultation.closes_at < now + timedelta(days=DAYS) and not consultation.short_reason:
        wrong["last_day"] = too_short()
    if wrong:
        raise Invalid(fields=wrong)
    consultation.save()
    return consultation
