"""What an officer sends from a case's page: it is done, or, when it is refused, kept to be shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from prasan.core.casework import service as casework
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.format.definition import Span, TimeUnit
from prasan.core.casework.format.verbs import button
from prasan.core.casework.possible import steps_now
from prasan.core.casework.whole import CaseView
from prasan.foundation.errors import Invalid

from . import sent
from .steps import read_fields, some_wrong
from .units import chosen_unit


class Tried(sent.Sent):
    """What the officer sent."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.part = self.posted.get("part", "")
        self.searching = "find" in self.posted

    def target(self, name: str) -> str:
        if name in sent.WORDS:
            return f"a-{self.verb}{self.part}-text"
        if name in ("unit", "assignee", "days"):
            return f"a-{self.verb}-{name}"
        return super().target(name)


def take(tried: Tried, seen: CaseView) -> None:
    """Do what was sent. Raises whatever the flow raises."""
    number, verb, posted = seen.case.number, tried.verb, tried.posted
    match verb:
        case "claim":
            casework.claim(number, revision=tried.revision)
        case "assign":
            casework.assign(number, sent.number_in(posted.get("assignee", "")), revision=tried.revision)
        case "tell_delay":
            within = _within(posted.get("days", ""))
            casework.tell_delay(number, tried.text, within=within, revision=tried.revision)
        case "note":
            casework.note(number, tried.text, files=sent.files(tried.request), shown=tried.revision)
        case "reply":
            casework.reply(number, tried.text, files=sent.files(tried.request), shown=tried.revision)
        case "hand_over":
            casework.hand_over(number, chosen_unit(posted), tried.text, revision=tried.revision)
        case "ask_unit":
            casework.ask_unit(
                number,
                chosen_unit(posted),
                tried.text,
                within=_within(posted.get("days", "")),
                shown=tried.revision,
            )
        case "answer_part":
            casework.answer_part(sent.number_in(tried.part) or 0, tried.text)
        case _:
            _take_step(tried, seen)


def done(verb: str, version: int) -> str:
    """What to say when something is done in a case of this version of its service."""
    said: dict[str, Callable[[], str]] = {
        "claim": lambda: _("The case is yours now."),
        "assign": lambda: _("The case has been assigned."),
        "note": lambda: _("The note has been added."),
        "reply": lambda: _("The message has been sent."),
        "tell_delay": lambda: _("The notice of the delay has been sent."),
        "hand_over": lambda: _("The case has been handed over."),
        "ask_unit": lambda: _("The unit has been asked."),
        "answer_part": lambda: _("The answer has been sent."),
        "ask": lambda: _("The applicant has been asked. The clock stands still until they answer."),
    }
    if verb in said:
        return said[verb]()
    workflow = definition_of(version).workflow
    rows = [row for row in workflow.transitions if row.do == verb] if workflow else []
    return _("Done: %(step)s") % {"step": button(rows[0])} if rows else _("Done.")


def _take_step(tried: Tried, seen: CaseView) -> None:
    row = next((row for row in steps_now(seen) if row.do == tried.verb), None)
    given: dict[str, Any] = {}
    if row and row.fields:
        given, wrong, tried.data = read_fields(tried.request, seen, row)
        if wrong:
            raise some_wrong(wrong)
    text = _missing(tried) if tried.verb == "incomplete" else tried.text
    casework.move(
        seen.case.number,
        tried.verb,
        text=text,
        files=sent.files(tried.request),
        fields=given,
        revision=tried.revision,
        within=_within(tried.posted.get("days", "")) if tried.verb == "incomplete" else None,
    )


def _missing(tried: Tried) -> str:
    """The list of what is missing, a numbered line for each."""
    lines = [line.strip() for name in ("paper", "line") for line in tried.posted.getlist(name)]
    if not any(lines):
        message = _("Tick or write at least one thing that is missing.")
        raise Invalid(message, fields={"text": message})
    return "\n".join(f"{n}. {line}" for n, line in enumerate(filter(None, lines), 1))


def _within(days: str) -> Span | None:
    number = sent.number_in(days.strip())
    if days.strip() and not (number and number <= 365):
        message = _("Write a number of working days, 1 to 365, or leave it empty.")
        raise Invalid(message, fields={"days": message})
    return Span(amount=number, unit=TimeUnit.WORKING_DAYS) if number else None
