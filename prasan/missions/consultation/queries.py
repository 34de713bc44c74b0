"""Reads of consultations."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from .models import Answer, Choice, Consultation, Part, State

SHOWS = ("open", "closed", "reported")


def public() -> QuerySet[Consultation]:
    """Every consultation that was opened, with its agency."""
    return Consultation.objects.exclude(state=State.DRAFT).select_related("agency")


def shown(what: str) -> QuerySet[Consultation]:
    """Those that take answers ("open"), wait for their report ("closed"), or have it ("reported"); "" is all."""
    now = timezone.now()
    conditions = {
        "open": Q(state=State.OPENED, closes_at__gt=now),
        "closed": Q(state=State.OPENED, closes_at__lte=now),
        "reported": Q(state=State.REPORTED),
    }
    return public().filter(conditions.get(what, Q()))


def consultation(slug: str) -> Consultation:
    """The public consultation of this name. Raises NotFound."""
    found = public().filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such consultation."), code="no-consultation")
    return found


def of_agencies(agencies: Iterable[int]) -> QuerySet[Consultation]:
    """Every consultation of the agencies (ids), drafts too, the latest to close first."""
    found = Consultation.objects.filter(agency__in=list(agencies)).select_related("agency")
    return found.order_by("-closes_at", "id")


def counted(consultation: Consultation) -> QuerySet[Part]:
    """Its parts in order, each with how many said what (`agree`, `changed`, `disagree`, `said`, `worded`)."""
    counts = {str(choice): Count("answers", Q(answers__choice=choice)) for choice in Choice.values}
    return consultation.parts.annotate(
        **counts, said=Count("answers"), worded=Count("answers", ~Q(answers__text=""))
    ).order_by("position")


def part(consultation: Consultation, place: int) -> Part:
    """The part at this place, with its counts. Raises NotFound."""
    found = counted(consultation).filter(position=place).first()
    if found is None:
        raise NotFound(_("There is no such paragraph."), code="no-paragraph")
    found.consultation = consultation
    return found


def worded(part: Part) -> QuerySet[Answer]:
    """The answers to a part that have words, hidden ones too; nobody learns whose they are."""
    return Answer.objects.filter(part=part).exclude(text="").select_related("hiding")


def own(consultation: Consultation, key: str = "") -> dict[int, Answer]:
    """What the person, or who holds the key, said: id of the part -> answer."""
    who = scope.current()
    if who.person is not None:
        mine = Q(voice__subject=who.subject, voice__key="")  # as the index of those has it
    elif key:
        mine = Q(voice__key=key)
    else:
        return {}
    with scope.system("consultation"):  # a voice without account is nobody's row
        found = Answer.objects.filter(mine, voice__consultation=consultation).select_related("hiding")
        return {one.part_id: one for one in found}


def answer(consultation: Consultation, pk: UUID) -> Answer:
    """An answer of the consultation. Raises NotFound."""
    found = (
        Answer.objects.filter(part__consultation=consultation, pk=pk)
        .select_related("part__consultation__agency", "hiding")
        .first()
    )
    if found is None:
        raise NotFound(code="no-answer")
    return found
