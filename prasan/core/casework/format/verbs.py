"""The buttons of reserved verbs, and who takes steps, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.foundation.languages import in_language
from prasan.foundation.types import Words

from .definition import Outcome, StateKind, Text, Transition

VERBS: dict[str, Words] = {
    "claim": pgettext_lazy("step", "Claim"),
    "ask": pgettext_lazy("step", "Ask the citizen"),
    "incomplete": pgettext_lazy("step", "Say what is missing"),
    "answer": pgettext_lazy("step", "Answer"),
    "approve": pgettext_lazy("step", "Approve"),
    "refuse": pgettext_lazy("step", "Refuse"),
    "settle": pgettext_lazy("step", "Give the result"),
    "withdraw": pgettext_lazy("step", "Withdraw"),
    "appeal": pgettext_lazy("step", "Appeal"),
    "uphold": pgettext_lazy("step", "Dismiss the appeal"),
    "overturn": pgettext_lazy("step", "Allow the appeal"),
    "reopen": pgettext_lazy("step", "Reopen"),
    "lapse": pgettext_lazy("step", "Close as lapsed"),
}
ROLES: dict[str, Words] = {
    "citizen": _("citizen"),
    "officer": _("officer"),
    "supervisor": _("supervisor"),
    "system": _("the system"),
}
TOLD: dict[str, Words] = {  # whom a deadline tells
    "assignee": _("the officer in charge"),
    "unit": _("the unit"),
    "supervisor": _("the supervisor"),
    "agency_head": _("the head of the agency"),
    "citizen": _("the citizen"),
}
KINDS: dict[StateKind, Words] = {
    StateKind.OPEN: pgettext_lazy("state", "In hand"),
    StateKind.WAITING: pgettext_lazy("state", "Waiting for the citizen"),
    StateKind.CLOSED: pgettext_lazy("state", "Closed"),
}
OUTCOMES: dict[Outcome, Words] = {
    Outcome.GRANTED: pgettext_lazy("outcome", "granted"),
    Outcome.REFUSED: pgettext_lazy("outcome", "refused"),
    Outcome.SETTLED: pgettext_lazy("outcome", "settled"),
    Outcome.REFERRED: pgettext_lazy("outcome", "referred"),
    Outcome.WITHDRAWN: pgettext_lazy("outcome", "withdrawn"),
    Outcome.LAPSED: pgettext_lazy("outcome", "lapsed"),
}


def say(text: Text | None) -> str:
    """The text in the language in force, or ""."""
    return "" if text is None else in_language(text.th, text.en)


def button(row: Transition) -> Words:
    """What the button of a step says: the file's own label, or that of its reserved verb."""
    return say(row.label) or VERBS.get(row.do, row.do)
