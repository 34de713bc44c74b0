"""Three invented consultations for a demonstration: one open, one closed, one reported."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.db.models import F
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation.dates import day_of

from ..models import Answer, Consultation, Part, Voice
from .demo_texts import ARGUMENTS, DRAFTS, REVISED, SUMMARY, Draft
from .gather import gather, reply, revise
from .moderate import hide
from .publish_report import publish_report
from .write import add_consultation, open_consultation, write_parts

OFFENDING = "โง่"


def make_demo() -> int:
    """Make what is not there yet; how many. Runs under `scope.system`; safe to repeat."""
    made = 0
    for draft in DRAFTS:
        if not Consultation.objects.filter(slug=draft.slug).exists():
            _make(draft)
            made += 1
    return made


def _make(draft: Draft) -> None:
    opened, last = draft.days
    # Opened as if today, then moved in time as a whole.
    one = add_consultation(
        directory.agency(draft.agency), draft.slug, title_th=draft.title[0], title_en=draft.title[1],
        summary_th=draft.summary[0], summary_en=draft.summary[1], anonymous=True, contact_name="กองกฎหมาย",
        contact_email="law@example.go.th", last_day=day_of(timezone.now()) + timedelta(days=last - opened),
    )  # fmt: skip
    write_parts(
        one, text_th=draft.text[0], text_en=draft.text[1], asked_th=draft.asked[0], asked_en=draft.asked[1]
    )
    one = open_consultation(one)
    _answers(one, draft)
    back = timedelta(days=opened)
    Consultation.objects.filter(pk=one.pk).update(
        opened_at=F("opened_at") + back, closes_at=F("closes_at") + back
    )
    one.refresh_from_db()
    for answer in Answer.objects.filter(part__consultation=one, text__contains=OFFENDING):
        answer.part.consultation = one
        hide(answer, "insult")
    if draft is DRAFTS[-1]:
        _report(one)


def _answers(one: Consultation, draft: Draft) -> None:
    """Every third answers without signing in; the others are people of the invented crowd."""
    people = identity.make_demo_crowd()
    parts = {part.position: part for part in Part.objects.filter(consultation=one)}
    since = timezone.now() + timedelta(days=draft.days[0])
    for place, said in draft.answers.items():
        for n, (choice, text) in enumerate(said):
            key = sha256(f"{draft.slug}:{n}".encode()).hexdigest() if n % 3 == 2 or not people else ""
            who = {"key": key} if key else {"subject": people[n % len(people)].subject}
            voice, _new = Voice.objects.get_or_create(consultation=one, **who)
            at = min(since + timedelta(days=1 + n, hours=place), timezone.now())
            Answer.objects.create(
                part=parts[place], voice=voice, anonymous=bool(key), choice=choice, text=text, at=at
            )


def _report(one: Consultation) -> None:
    for place, word, (th, en), outcome, (reply_th, reply_en) in ARGUMENTS:
        found = Answer.objects.filter(part__consultation=one, part__position=place, text__contains=word)
        if place == 2 and word == "จอง":
            found = found.exclude(text__contains="อินเทอร์เน็ต")
        argument = gather(one, list(found.values_list("pk", flat=True)), text_th=th, text_en=en)
        reply(one, argument, outcome=outcome, reply_th=reply_th, reply_en=reply_en)
    for place, text in REVISED.items():
        revise(one, Part.objects.get(consultation=one, position=place), text)
    publish_report(one, summary_th=SUMMARY[0], summary_en=SUMMARY[1])
