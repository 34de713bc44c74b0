"""What an officer may do with a case, as forms of its page.

Which acts there are is decided by the rules and by the service's workflow; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from prasan.core.casework import rules
from prasan.core.casework.flows.missing import USUAL, clock_of
from prasan.core.casework.format.definition import Outcome, Span, TimeUnit, Transition
from prasan.core.casework.format.verbs import VERBS, button, needs_words, say, verb_of
from prasan.core.casework.models import Part
from prasan.core.casework.possible import steps_now
from prasan.core.casework.whole import CaseView
from prasan.core.identity import service as identity
from prasan.foundation import scope, worktime_words
from prasan.look import fields as look

from . import fields
from .desk_take import Tried
from .sent import WORDS
from .steps import fields_of
from .units import Choosing, choosing

FREE_LINES = 4  # of what is missing, beside the papers that the manual names


@dataclass
class Action:
    """One thing to do, as a form. `words`: the label of its text, "" when it takes none."""

    verb: str
    label: str
    step: bool = False
    words: str = ""
    hint: str = ""
    warning: str = ""
    text: str = ""
    error: str = ""
    files: bool = False
    papers: list[tuple[str, bool]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fields: list[look.Field] = field(default_factory=list)
    people: list[tuple[int, str]] = field(default_factory=list)
    choice: Choosing | None = None
    days: str | None = None  # typed into an input for working days, which `days_label` names
    days_label: str = ""
    final: bool = False  # ends the case
    open: bool = False


def actions(seen: CaseView, tried: Tried | None) -> list[Action]:
    """Everything the person may do with the case now: steps of its workflow first."""
    found = [_step(seen, row, tried) for row in steps_now(seen)]
    acts, who = seen.acts, scope.current()
    if "assign" in acts and seen.case.assignee_id != who.person and all(a.verb != "claim" for a in found):
        found.insert(0, Action("claim", str(VERBS["claim"].button)))
    if "reply" in acts:
        hint = _("The applicant reads it. The state and the clocks stay as they are.")
        found.append(Action("reply", _("Write to the applicant"), words=_("Message"), hint=hint, files=True))
    if "tell_delay" in acts and seen.case.due_at:
        hint = _("The applicant reads why, and no notice goes out by itself for a while. No clock changes.")
        found.append(
            Action(
                "tell_delay",
                _("Tell of a delay"),
                words=_("Reason"),
                hint=hint,
                days=None if _in_minutes(seen) else "",
                days_label=_("How many working days more it will take (optional)"),
            )
        )
    if "note" in acts:
        hint = _("Only officers read it; the applicant never does.")
        found.append(Action("note", _("Note for colleagues"), words=_("Note"), hint=hint, files=True))
    if "assign" in acts:
        found.append(Action("assign", _("Assign"), people=identity.officers_of(seen.case.unit_id)))
    if "hand_over" in acts:
        hint = _(
            "The case goes there with everything in it. No clock starts again. The applicant reads the reason."
        )
        found.append(Action("hand_over", _("Hand over"), words=_("Reason"), hint=hint, choice=Choosing()))
    if "ask_unit" in acts:
        hint = _("The case stays here. The unit asked may read it.")
        found.append(
            Action(
                "ask_unit",
                _("Ask another unit for a part"),
                words=_("What they should do"),
                hint=hint,
                choice=Choosing(),
                days="",
                days_label=_("Answer wanted within, in working days (optional)"),
            )
        )
    for action in found:
        if tried and tried.verb == action.verb:
            _keep(action, tried)
    return found


def part_forms(seen: CaseView, tried: Tried | None) -> list[tuple[Part, Action | None]]:
    """The parts asked of other units, each with the form to answer it where that is the person's to do."""
    forms: list[tuple[Part, Action | None]] = []
    for part in seen.parts:
        mine = (
            part.answered_at is None
            and "answer_part" in seen.acts
            and part.unit_id in rules.desk_units(scope.current())
        )
        action = Action("answer_part", _("Send the answer"), words=_("Answer"), open=True) if mine else None
        if action and tried and tried.verb == "answer_part" and tried.part == str(part.pk):
            _keep(action, tried)
        forms.append((part, action))
    return forms


def _step(seen: CaseView, row: Transition, tried: Tried | None) -> Action:
    workflow = seen.definition.workflow
    assert workflow is not None  # noqa: S101
    verb = row.do
    action = Action(verb, str(button(row)), step=True, files=verb_of(verb).files)
    action.final = workflow.states[row.to].kind == "closed"
    if verb == "incomplete":
        action.papers = [(say(paper.name), False) for paper in seen.definition.manual.papers]
        action.lines = [""] * FREE_LINES
        action.hint = _(
            "Tick and write everything that is missing: the law allows one list only. "
            "The clock stands still until the applicant answers. It goes out as a paper signed with your name."
        )
        if clock_of(seen.definition, row.to) is None:
            action.days = str(USUAL.amount)
            action.days_label = _("How many working days the applicant has")
    elif needs_words(row):
        action.words, action.hint = _asked_words(verb)
    appeal = seen.definition.appeal
    if verb == "refuse" and appeal:
        action.hint = _(
            "The applicant is told the reason and that they may appeal to %(to)s within %(span)s."
        ) % {
            "to": say(appeal.to),
            "span": _span(appeal.within),
        }
    if verb_of(row.do).button == row.do and workflow.states[row.to].outcome == Outcome.REFERRED:
        action.hint = _(
            "The matter is closed here as handed on, which cannot be undone. The applicant is told, and reads the reason."
        )
    if action.final and (asked := _unanswered(seen)):
        said = _("Not yet answered by: %(units)s. When the case is closed, nothing more is asked of them.")
        action.warning = said % {"units": asked}
    if row.fields:
        bound = fields_of(seen, row)
        if tried and tried.verb == verb and tried.data is not None:
            bound = fields.show_again(bound, tried.data, tried.wrong())
        action.fields = bound
    return action


def _in_minutes(seen: CaseView) -> bool:
    """Whether the clock that is due next runs in minutes or hours: nobody speaks of working days there."""
    units = {deadline.id: deadline.within.unit for deadline in seen.definition.deadlines}
    running = [clock for clock in seen.clocks if clock.met_at is None and not clock.paused]
    due = min(running, key=lambda clock: clock.due_at, default=None)
    return due is not None and units[due.deadline] in (TimeUnit.MINUTES, TimeUnit.HOURS)


def _unanswered(seen: CaseView) -> str:
    """The units whose parts are still open."""
    return ", ".join(dict.fromkeys(
        f"{part.unit.name} {part.unit.agency.name}" for part in seen.parts if part.answered_at is None
    ))  # fmt: skip


def _asked_words(verb: str) -> tuple[str, str]:
    """The label of a step's text, and a hint."""
    match verb:
        case "ask":
            return _("Your question"), _("The clock stands still until the applicant answers.")
        case "answer":
            return _("Answer"), ""
        case "settle":
            return _("Result"), _("The applicant reads it.")
    return _("Reason"), _("The applicant reads it.")


def _keep(action: Action, tried: Tried) -> None:
    """Show again what was typed, and what is wrong with it."""
    action.open = True
    action.text = tried.text
    if action.choice is not None:
        action.choice = choosing(tried.posted)
    if action.days is not None:
        action.days = tried.posted.get("days", "")
    if action.verb == "incomplete":
        ticked = set(tried.posted.getlist("paper"))
        action.papers = [(paper, paper in ticked) for paper, _ticked in action.papers]
        typed = tried.posted.getlist("line")[:FREE_LINES]
        action.lines = typed + [""] * (FREE_LINES - len(typed))
    told = tried.refused.fields if tried.refused else {}
    action.error = str(next((told[name] for name in WORDS if name in told), ""))


def _span(span: Span) -> str:
    return worktime_words.span(span.amount, span.unit.value)
