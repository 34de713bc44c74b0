"""The report of a consultation is published: what was heard, what the office answers, what changed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation.canonical import canonical_json
from prasan.foundation.errors import Conflict, Invalid

from ..models import Answer, Choice, Consultation, Hiding, Report, State
from ..queries import counted
from .gather import clear
from .note import held, note
from .tell_reported import tell_later


def publish_report(consultation: Consultation, *, summary_th: str, summary_en: str = "") -> Report:
    """Publish the report, seal it in the ledger, and let the worker tell who answered with an account.

    Raises NotAllowed, Invalid, or Conflict while answers come in, an argument waits for its answer, or it is out.
    """
    consultation = held(consultation, State.OPENED)
    if consultation.answering:
        raise Conflict(_("This can be done when the time to answer is over."), code="open")
    if not summary_th.strip():
        raise Invalid(fields={"summary_th": _("Fill this in.")})
    clear(consultation)
    if waiting := consultation.arguments.filter(outcome="").count():
        raise Conflict(
            _("Arguments that wait for the office's answer: %(count)d") % {"count": waiting}, code="waiting"
        )
    content = canonical_json(
        {**told(consultation), "summary_th": summary_th.strip(), "summary_en": summary_en.strip()}
    )
    digest = hashlib.sha256(content).hexdigest()
    consultation.state = State.REPORTED
    consultation.save(update_fields=["state"])
    note("publish-report", consultation)
    # Everybody may open this one, so it names the office alone.
    purpose = {
        "th": f"ยืนยันว่ารายงานมีค่า SHA-256 {digest}",
        "en": f"to prove that the report has the SHA-256 {digest}",
    }
    leaf = note("seal-report", consultation, [digest], named=False, purpose=purpose)
    made = Report.objects.create(
        consultation=consultation, summary_th=summary_th.strip(), summary_en=summary_en.strip(),
        content=content.decode(), digest=digest, leaf=leaf, at=timezone.now(),
    )  # fmt: skip
    tell_later(consultation)
    return made


def told(consultation: Consultation) -> dict[str, Any]:
    """What was heard and what changed, as plain JSON: numbers by paragraph and argument, replies, new texts."""
    answers = Answer.objects.filter(part__consultation=consultation)
    parts: QuerySet[Any] = counted(consultation)  # with its counts
    return {
        "consultation": consultation.slug,
        "agency": consultation.agency.code,
        "title_th": consultation.title_th,
        "title_en": consultation.title_en,
        "opened_at": _moment(consultation.opened_at),
        "closed_at": _moment(consultation.closes_at),
        "people": answers.values("voice").distinct().count(),
        "answers": answers.count(),
        "anonymous": answers.filter(anonymous=True).count(),
        "hidden": Hiding.objects.filter(answer__part__consultation=consultation).count(),
        "parts": [
            {
                "position": part.position, "kind": part.kind, "text_th": part.text_th, "text_en": part.text_en,
                "revised": part.revised, "answers": part.said, "with_words": part.worded,
                **{choice: getattr(part, choice) for choice in Choice.values},
            }
            for part in parts
        ],
        "arguments": [
            {
                "text_th": one.text_th, "text_en": one.text_en, "said_by": one.said_by, "outcome": one.outcome,
                "reply_th": one.reply_th, "reply_en": one.reply_en,
            }
            for one in consultation.arguments.annotate(said_by=Count("answers")).order_by("-said_by", "pk")
        ],
    }  # fmt: skip


def _moment(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ")) if moment else ""
