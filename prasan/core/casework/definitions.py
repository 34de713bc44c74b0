"""Published versions as typed definitions, kept in memory: a version never changes."""

from __future__ import annotations

import msgspec

from .format.definition import Definition, Question, State
from .format.file import from_stored
from .models import ServiceVersion
from .remember import remembered


@remembered
def definition_of(version_id: int) -> Definition:
    """The definition of a published version."""
    stored = ServiceVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return from_stored(stored)


@remembered
def service_id_of(version_id: int) -> int:
    """The service that the version belongs to."""
    return ServiceVersion.objects.values_list("service_id", flat=True).get(pk=version_id)


@remembered
def questions_of(version_id: int) -> dict[str, Question]:
    """The questions of a version's form by name, in the order of its pages; empty without a form.

    Questions on no page come last: a step of the workflow asks them.
    """
    form = definition_of(version_id).form
    if form is None:
        return {}
    specs = form.schema["properties"]
    asked = [name for page in form.pages for name in page.fields]
    ordered = dict.fromkeys([*asked, *sorted(specs)])
    return {name: msgspec.convert(specs[name], Question) for name in ordered}


@remembered
def required_of(version_id: int) -> frozenset[str]:
    """Names of the questions that must be answered when they are asked."""
    form = definition_of(version_id).form
    return frozenset(form.schema.get("required", ()) if form else ())


def state_of(version_id: int, state: str) -> State:
    """A state of the version's workflow."""
    workflow = definition_of(version_id).workflow
    assert workflow is not None, "only services with a workflow have cases"  # noqa: S101
    return workflow.states[state]
