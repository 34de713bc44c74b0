"""What the citizen may do with a case of theirs, as forms of its page, and how what they send is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from prasan.core.casework import service as casework
from prasan.core.casework.format.definition import Transition
from prasan.core.casework.format.verbs import button, verb_of
from prasan.core.casework.possible import steps_now
from prasan.core.casework.whole import CaseView
from prasan.foundation.errors import Invalid
from prasan.look import fields as look

from . import fields, sent
from .steps import fields_of, read_fields, some_wrong

FIRST = ("appeal", "reopen")  # what the time runs out for stands before the rest, withdrawing last
LAST = ("withdraw",)


@dataclass
class Step:
    """One step as a form. `words`: the label of its text, "" when it takes none; `confirm`: what to tick first."""

    verb: str
    label: str
    words: str = ""
    text: str = ""
    error: str = ""
    files: bool = False
    fields: list[look.Field] = field(default_factory=list)
    warning: str = ""
    confirm: str = ""
    unsure: str = ""
    open: bool = False


class Tried(sent.Sent):
    """What the citizen sent."""

    def target(self, name: str) -> str:
        if name in ("sure", "stars"):
            return "stars-5" if name == "stars" else f"t-{self.verb}-sure"
        if name in sent.WORDS:
            return f"{self.verb}-text" if self.verb in ("answer", "reply") else f"t-{self.verb}"
        return super().target(name)


def my_steps(seen: CaseView, tried: Tried | None) -> list[Step]:
    """The steps the citizen may take now, but for answering, which has its place of its own."""
    rows = [row for row in steps_now(seen) if "citizen" in row.by and row.do != "answer"]
    rows.sort(key=lambda row: 0 if row.do in FIRST else 2 if row.do in LAST else 1)
    return [_step(seen, row, tried) for row in rows]


def _step(seen: CaseView, row: Transition, tried: Tried | None) -> Step:
    step = Step(row.do, str(button(row)), files=bool(verb_of(row.do).words))
    if row.reason or step.files:
        step.words = _("Your reasons")
    if row.do == "withdraw":
        step.warning = _(
            "When you withdraw, the office stops working on the matter and closes it. It cannot be taken up again: "
            "you would have to send in a new one."
        )
        step.confirm = _("I understand, and I want to withdraw this matter")
    if row.fields:
        step.fields = fields_of(seen, row)
    if tried and tried.verb == row.do:
        step.open, step.text = True, tried.text
        wrong = tried.wrong()
        if tried.data is not None:
            step.fields = fields.show_again(step.fields, tried.data, wrong)
        step.error = str(
            next((wrong[f"{row.do}-{n}"] for n in ("text", "reason") if f"{row.do}-{n}" in wrong), "")
        )
        step.unsure = str(wrong.get(f"{row.do}-sure", ""))
    return step


def take(tried: Tried, seen: CaseView) -> None:
    """Do what was sent. Raises whatever the flow raises."""
    number, verb, posted = seen.case.number, tried.verb, tried.posted
    shown = tried.revision
    if verb == "rate":
        stars = posted.get("stars", "")
        casework.rate(number, int(stars) if stars in {"1", "2", "3", "4", "5"} else 0, tried.text)
    elif verb == "reply":
        casework.reply(number, tried.text, files=sent.files(tried.request), shown=shown)
    else:
        if verb == "withdraw" and posted.get("sure") != "on":
            said = _("Tick the box to withdraw the matter, or leave it as it is.")
            raise Invalid(said, fields={"sure": said})
        given = _given(tried, seen)
        files = sent.files(tried.request)
        casework.move(number, verb, text=tried.text, files=files, fields=given, revision=shown)


def _given(tried: Tried, seen: CaseView) -> dict[str, Any]:
    """The answers to what the step asks. Raises Invalid when they cannot be read."""
    row = next((row for row in steps_now(seen) if row.do == tried.verb), None)
    if row is None or not row.fields:
        return {}
    given, wrong, tried.data = read_fields(tried.request, seen, row)
    if wrong:
        raise some_wrong(wrong)
    return given
