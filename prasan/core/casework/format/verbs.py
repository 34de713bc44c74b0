"""The one table of reserved verbs; and who takes steps, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.foundation.languages import in_language
from prasan.foundation.types import Words

from .definition import Outcome, StateKind, Text, Transition

MAY, MUST = "may", "must"


@dataclass(frozen=True)
class Verb:
    """What the program knows of a step by its verb alone."""

    button: Words
    told: Words = ""  # on the timeline; "" for the label of the step, or the state that it led to
    words: str = (
        ""  # whether whoever takes the step may or must write something; a row's `reason` makes it a must
    )
    files: bool = False  # whether an officer's files go with it
    letter: bool = False  # whether the citizen is sent the letter `case_<verb>`
    decides: bool = False  # whether it decides the case, which nobody does with one they have filed
    waits: bool = False  # whether it leads to a state that waits for the citizen
    anew: bool = False  # whether the matter is looked at anew, and so its first clocks run again
    closes: tuple[
        Outcome, ...
    ] = ()  # outcomes of the closed states it leads to; () for wherever the row says


VERBS: dict[str, Verb] = {  # the reserved ones
    "claim": Verb(pgettext_lazy("step", "Claim"), _("An officer has taken the matter on")),
    "ask": Verb(
        pgettext_lazy("step", "Ask the citizen"), _("More information was asked for"),
        words=MUST, files=True, letter=True, waits=True,
    ),
    "incomplete": Verb(
        pgettext_lazy("step", "Say what is missing"), _("A list of what is missing was sent"),
        words=MUST, files=True, letter=True, waits=True,
    ),
    "answer": Verb(pgettext_lazy("step", "Answer"), _("The question was answered"), words=MUST, files=True),
    "approve": Verb(
        pgettext_lazy("step", "Approve"), _("Granted"), words=MUST, files=True, letter=True, decides=True
    ),
    "refuse": Verb(
        pgettext_lazy("step", "Refuse"), _("Refused"),
        words=MUST, files=True, letter=True, decides=True, closes=(Outcome.REFUSED,),
    ),
    "settle": Verb(
        pgettext_lazy("step", "Give the result"), _("The result was given"),
        words=MUST, files=True, letter=True, decides=True, closes=(Outcome.SETTLED, Outcome.REFERRED),
    ),
    "withdraw": Verb(
        pgettext_lazy("step", "Withdraw"), _("Withdrawn by the applicant"), closes=(Outcome.WITHDRAWN,)
    ),
    "appeal": Verb(pgettext_lazy("step", "Appeal"), _("An appeal was made"), words=MUST),
    "uphold": Verb(
        pgettext_lazy("step", "Dismiss the appeal"), _("The appeal was dismissed"),
        words=MUST, files=True, letter=True, decides=True,
    ),
    "overturn": Verb(
        pgettext_lazy("step", "Allow the appeal"), _("The appeal was allowed; the matter is looked at again"),
        words=MUST, files=True, letter=True, decides=True, anew=True,
    ),
    "reopen": Verb(pgettext_lazy("step", "Reopen"), _("The matter was opened again"), words=MAY, anew=True),
    "lapse": Verb(
        pgettext_lazy("step", "Close as lapsed"), _("The matter has lapsed"), letter=True, closes=(Outcome.LAPSED,)
    ),
}  # fmt: skip
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


def verb_of(do: str) -> Verb:
    """The reserved verb, or one of the service's own, which means nothing by itself."""
    return VERBS.get(do) or Verb(button=do)


def button(row: Transition) -> Words:
    """What the button of a step says: the file's own label, or that of its reserved verb."""
    return say(row.label) or verb_of(row.do).button


def needs_words(row: Transition) -> bool:
    """Whether whoever takes the step must write something: a question, an answer, a reason."""
    return row.reason or verb_of(row.do).words == MUST
