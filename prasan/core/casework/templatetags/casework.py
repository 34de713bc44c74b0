"""Small filters of casework's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from prasan.core.casework import queries, rules, telling
from prasan.core.casework.channels import Channel
from prasan.core.casework.definitions import definition_of, questions_of, state_of
from prasan.core.casework.format.definition import StateKind
from prasan.core.casework.format.sections import section_said
from prasan.core.casework.format.verbs import KINDS, say
from prasan.core.casework.models import Case, Draft
from prasan.core.casework.titles import title_of
from prasan.core.casework.whole import CaseView
from prasan.foundation import dates, worktime_words
from prasan.foundation.languages import current_language
from prasan.foundation.unbroken import unbroken

register = template.Library()
register.filter(say)


@register.filter
def came_by(case: Case) -> str:
    """How the case came in: `{{ case|came_by }}`."""
    return str(Channel(case.channel).label)


@register.filter
def section(text: str) -> str:
    """Sections of a law in the reader's language: `{{ law.section|section }}`."""
    return section_said(text, current_language())


@register.filter
def span(value: Any) -> str:
    """A span of time in words."""
    return worktime_words.span(value.amount, value.unit.value) if value else ""


@register.filter
def named(row: Any) -> str:
    """The name of an agency, unit or place in the reader's language."""
    return row.name if row else ""


@register.filter
def office(unit: Any) -> str:
    """A unit with its agency in the reader's language: `{{ case.unit|office }}`."""
    return str(unit.office)


@register.filter
def told_to_parent(child: Case, seen: CaseView) -> list[dict[str, str]]:
    """What a child case tells the case that is seen: label and answer in words."""
    said = seen.told_by.get(child.pk, {})
    return [
        {"label": say(question.label), "value": telling.told(question, said[name])}
        for name, question in questions_of(child.version_id).items()
        if said.get(name) not in (None, "", [])
    ]


@register.filter
def state_label(case: Case) -> str:
    """The state of a case as people read it."""
    return say(state_of(case.version_id, case.state).label)


@register.filter
def case_title(case: Case) -> str:
    """What the case is called, in the reader's language."""
    return title_of(case)


@register.filter
def waits_for_officer(case: Case) -> bool:
    """Whether the case is where an officer's taking it on leads, and yet has no officer: handed over, given back."""
    return rules.waits_for_officer(case, definition_of(case.version_id).workflow)


@register.filter
def citizen_state(case: Case) -> str:
    """The state as its citizen reads it: nobody is said to work on a case that waits for an officer."""
    return _("Waiting for an officer") if waits_for_officer(case) else state_label(case)


@register.filter
def desk_state(case: Case) -> str:
    """The state as officers read it: while it is the citizen's turn, the file's label speaks to the citizen."""
    return str(KINDS[StateKind.WAITING]) if case.kind == StateKind.WAITING else state_label(case)


@register.filter
def service_title(case: Case) -> str:
    """The title of the service that a case belongs to."""
    return say(definition_of(case.version_id).title)


@register.filter
def tag_colour(case: Case) -> str:
    """The colour of the tag that shows a case's state."""
    if case.kind == "waiting":
        return "yellow"
    if case.kind == "closed":
        return {"granted": "green", "settled": "green", "refused": "red"}.get(case.outcome, "grey")
    return "red" if queries.due_word(case) == "overdue" else "blue"


@register.filter
def due_word(case: Case) -> str:
    """overdue, soon, running or none."""
    return queries.due_word(case)


@register.filter
def draft_title(draft: Draft) -> str:
    """The title of the service that a draft is for."""
    return say(definition_of(draft.version_id).title)


@register.filter
def item(held: dict[str, Any], key: str) -> Any:
    """What a dictionary holds under a key, or None."""
    return held.get(key)


@register.filter
def late_by(case: Case) -> str:
    """How long ago the case was due, in words: "3 days late"."""
    return _("%(span)s late") % {"span": _about(timezone.now() - case.due_at)} if case.due_at else ""


@register.filter
def left_over(case: Case) -> str:
    """How long until the case is due, in words: "2 days left"."""
    return _("%(span)s left") % {"span": _about(case.due_at - timezone.now())} if case.due_at else ""


@register.filter
def due_shown(case: Case) -> str:
    """When the case is due: the day, and within a day of it the hour as well, for some clocks run in minutes."""
    if case.due_at is None:
        return ""
    near = abs(case.due_at - timezone.now()) < timedelta(days=1)
    return unbroken(dates.format_date(case.due_at, current_language(), "time" if near else "short"))


def _about(length: timedelta) -> str:
    """A length of time in its largest whole unit, at least a minute."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes >= 24 * 60:
        return worktime_words.span(minutes // (24 * 60), "days")
    return (
        worktime_words.span(minutes // 60, "hours")
        if minutes >= 60
        else worktime_words.span(minutes, "minutes")
    )
