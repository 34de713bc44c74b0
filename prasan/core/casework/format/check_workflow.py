"""The workflow: a table in which every state is reached, every case can end, and verbs keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from prasan.foundation import expressions as ex

from .checking import Checking
from .definition import Effect, Outcome, StateKind, Transition, Workflow
from .mistakes import Mistake, Path
from .verbs import ROLES, VERBS, verb_of


def check_workflow(it: Checking) -> Iterator[Mistake]:
    """Every mistake in states and transitions."""
    workflow = it.definition.workflow
    if workflow is None:
        return
    if workflow.start not in workflow.states:
        text = _("No state is named `{name}`.")
        yield it.unknown(("workflow", "start"), text, workflow.start, workflow.states)
    elif workflow.states[workflow.start].kind != StateKind.OPEN:
        yield it.wrong(("workflow", "start"), _("A case starts in a state of `kind: open`."))
    yield from _states(it, workflow)
    found = [
        wrong for index, row in enumerate(workflow.transitions) for wrong in _row(it, workflow, index, row)
    ]
    yield from found
    yield from _twice(it, workflow)
    if not found:  # a row that is wrong in itself would only make its states look lost
        yield from _ways(it, workflow)
        yield from _waiting(it, workflow)


def _states(it: Checking, workflow: Workflow) -> Iterator[Mistake]:
    for name, state in workflow.states.items():
        path: Path = ("workflow", "states", name)
        if state.kind == StateKind.CLOSED and state.outcome is None:
            hint = ex.did_you_mean("", [outcome.value for outcome in Outcome])
            yield it.wrong(path, _("A closed state needs an `outcome`."), hint, key=True)
        if state.kind != StateKind.CLOSED and state.outcome is not None:
            yield it.wrong((*path, "outcome"), _("Only a closed state has an `outcome`."), key=True)


def _row(it: Checking, workflow: Workflow, index: int, row: Transition) -> Iterator[Mistake]:
    path: Path = ("workflow", "transitions", index)
    for place, name in enumerate(row.from_):
        if name not in workflow.states:
            text = _("No state is named `{name}`.")
            yield it.unknown((*path, "from", place), text, name, workflow.states)
    if not row.from_:
        yield it.wrong((*path, "from"), _("Name at least one state."), key=True)
    yield from it.unique(((*path, "from", place), name) for place, name in enumerate(row.from_))
    if row.to not in workflow.states:
        yield it.unknown((*path, "to"), _("No state is named `{name}`."), row.to, workflow.states)
    for place, role in enumerate(row.by):
        if role not in ROLES:
            yield it.unknown((*path, "by", place), _("No role is named `{name}`."), role, ROLES)
    for place, name in enumerate(row.fields):
        if name not in it.questions:
            text = _("No question is named `{name}`.")
            yield it.unknown((*path, "fields", place), text, name, it.questions)
    if row.do not in VERBS and row.label is None and set(row.by) != {"system"}:
        meant = ex.near(row.do, VERBS)
        hint = ex.did_you_mean(row.do, VERBS) if meant else _("Give a `label` in Thai and English.")
        yield it.wrong((*path, "do"), _("The button for `{name}` has no label."), hint, name=row.do)
    yield from it.condition((*path, "when"), row.when, "form", "person", "case", "today")
    yield from _rules(it, path, row)
    if row.to in workflow.states:
        yield from _meaning(it, workflow, path, row)
    yield from _effects(it, path, row)


def _rules(it: Checking, path: Path, row: Transition) -> Iterator[Mistake]:
    if row.rules and not row.fields:
        hint = _("Use `when` for what must hold before the step.")
        yield it.wrong((*path, "rules"), _("`rules` are for a step with `fields`."), hint, key=True)
    for place, rule in enumerate(row.rules):
        at = (*path, "rules", place, "holds")
        yield from it.condition(at, rule.holds, "form", "person", "case", "today")


def _meaning(it: Checking, workflow: Workflow, path: Path, row: Transition) -> Iterator[Mistake]:
    """Reserved verbs lead where their meaning says."""
    to = workflow.states[row.to]
    if verb_of(row.do).waits and to.kind != StateKind.WAITING:
        hint = _("While the citizen is asked the clock stops: lead to a state of `kind: waiting`.")
        yield it.wrong((*path, "to"), _("`{verb}` leads to a state that does not wait."), hint, verb=row.do)
    if row.do == "answer":
        for place, name in enumerate(row.from_):
            if name in workflow.states and workflow.states[name].kind != StateKind.WAITING:
                text = _("The citizen answers only in a state of `kind: waiting`; `{name}` is not.")
                yield it.wrong((*path, "from", place), text, name=name)
    outcomes = verb_of(row.do).closes
    if outcomes and to.outcome not in outcomes:
        names = ", ".join(f"`{outcome.value}`" for outcome in outcomes)
        text = _("`{verb}` must lead to a closed state with the outcome {names}.")
        yield it.wrong((*path, "to"), text, verb=row.do, names=names)
    if row.do == "approve" and to.outcome in (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.LAPSED):
        yield it.wrong((*path, "to"), _("`approve` cannot lead to this outcome."))
    if row.do == "refuse" and it.definition.appeal is None:
        hint = _("Add `appeal`: to whom and until when (Administrative Procedure Act, sections 40 and 44).")
        yield it.wrong((*path, "do"), _("A refusal must say how to appeal, but `appeal` is missing."), hint)


def _effects(it: Checking, path: Path, row: Transition) -> Iterator[Mistake]:
    names = ("form", "person", "case", "today")
    outputs = [output.id for output in it.definition.outputs]
    for index, effect in enumerate(row.effects):
        at: Path = (*path, "effects", index)
        if effect.effect not in it.known.effects:
            text = _("No effect is named `{name}`.")
            yield it.unknown((*at, "effect"), text, effect.effect, it.known.effects)
        else:
            yield from _given(it, at, effect)
        item: ex.Type | None = None
        if effect.each is not None:
            program, wrong = it.expression((*at, "each"), effect.each, names, ex.list_of(ex.ANY))
            yield from wrong
            item = program.type.of if program and program.type.of else ex.ANY
        if effect.when is not None:
            yield from it.expression((*at, "when"), effect.when, names, ex.BOOL, item)[1]
        yield from _arguments(it, (*at, "with"), effect.with_, item)
        output = effect.with_.get("output")
        if effect.effect == "produce_document" and output is not None and output not in outputs:
            text = _("No output is named `{name}`.")
            yield it.unknown((*at, "with", "output"), text, str(output), outputs)
        if effect.effect == "open_case":
            yield from _service_known(it, (*at, "with", "service"), str(effect.with_.get("service", "=")))
        if effect.effect == "ask_unit":
            yield from _unit_known(it, (*at, "with", "unit"), str(effect.with_.get("unit", "=")))


def _given(it: Checking, at: Path, effect: Effect) -> Iterator[Mistake]:
    """The effect is given what it needs, and nothing that it does not take."""
    known = it.known.effects[effect.effect]
    meant = sorted(known.needs | known.takes)
    strange = [name for name in effect.with_ if name not in meant]
    for name in strange:
        hint = ex.did_you_mean(name, meant)
        text = _("The effect `{effect}` takes no `{name}`.")
        yield it.wrong((*at, "with", name), text, hint, key=True, effect=effect.effect, name=name)
    if not strange:  # what is missing may be there under a wrong name
        for name in sorted(known.needs - set(effect.with_)):
            text = _("The effect `{effect}` needs `{name}` in `with`.")
            yield it.wrong(at, text, effect=effect.effect, name=name)


def _service_known(it: Checking, path: Path, name: str) -> Iterator[Mistake]:
    services = it.known.services
    if services is not None and not name.startswith("=") and name not in {*services, it.definition.service}:
        yield it.unknown(path, _("No service is named `{name}`."), name, services)


def _unit_known(it: Checking, path: Path, name: str) -> Iterator[Mistake]:
    if it.known.units is not None and not name.startswith("=") and name not in it.known.units:
        yield it.unknown(path, _("No unit is named `{name}`."), name, it.known.units)


def _arguments(it: Checking, path: Path, value: object, item: ex.Type | None) -> Iterator[Mistake]:
    if isinstance(value, str) and value.startswith("="):
        names = ("form", "person", "case", "today")
        yield from it.expression(path, value, names, ex.ANY, item)[1]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _arguments(it, (*path, key), inner, item)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _arguments(it, (*path, index), inner, item)


def _twice(it: Checking, workflow: Workflow) -> Iterator[Mistake]:
    """The first row that fits is taken, so a row behind one without a condition is never reached."""
    taken: dict[tuple[str, str, str], int] = {}
    for index, row in enumerate(workflow.transitions):
        rows = [(row.do, state, role) for state in row.from_ for role in row.by]
        for key in rows:
            if key in taken:
                text = _("`{verb}` in state `{state}` is already decided by an earlier row without `when`.")
                path: Path = ("workflow", "transitions", index)
                yield it.wrong(path, text, verb=row.do, state=key[1])
                break
        if row.when is None:
            taken.update(dict.fromkeys(rows, index))


def _ways(it: Checking, workflow: Workflow) -> Iterator[Mistake]:
    """Every state is reached from the start, and from every state that is not closed a closed one is."""
    steps = [(state, row.to) for row in workflow.transitions for state in row.from_]
    reached = _closure({workflow.start}, steps)
    closed = {name for name, state in workflow.states.items() if state.kind == StateKind.CLOSED}
    ends = _closure(closed, [(after, before) for before, after in steps])
    for name, state in workflow.states.items():
        path: Path = ("workflow", "states", name)
        if name not in reached and workflow.start in workflow.states:
            hint = _("Add a transition that leads to it, or remove it.")
            yield it.wrong(path, _("No way leads from the start to `{name}`."), hint, key=True, name=name)
        if state.kind != StateKind.CLOSED and name not in ends:
            hint = _("Add a transition that leads on to a closed state.")
            yield it.wrong(path, _("A case in `{name}` can never be closed."), hint, key=True, name=name)


def _closure(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    found, grew = set(start), True
    while grew:
        more = {after for before, after in steps if before in found} - found
        found |= more
        grew = bool(more)
    return found


def _waiting(it: Checking, workflow: Workflow) -> Iterator[Mistake]:
    """In a waiting state it is the citizen's turn, so the citizen must have something to do."""
    can = {state for row in workflow.transitions if "citizen" in row.by for state in row.from_}
    for name, state in workflow.states.items():
        if state.kind == StateKind.WAITING and name not in can:
            text = _("In `{name}` the citizen's turn has come, but no transition is `by: [citizen]`.")
            yield it.wrong(("workflow", "states", name), text, key=True, name=name)
