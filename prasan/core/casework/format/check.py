"""The checker: everything wrong with a service file, at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

import msgspec
from django.utils.translation import gettext_lazy as _

from .check_clocks import check_clocks
from .check_form import check_form
from .check_service import check_service
from .check_workflow import check_workflow
from .checking import Checking
from .definition import Definition
from .known import Known
from .mend import mended
from .mistakes import Mistake
from .parse import Source, read
from .structure import check_structure

MOST = 100  # mistakes told at once


def check(content: bytes | str, known: Known | None = None) -> tuple[Definition | None, list[Mistake]]:
    """The definition in `content`, or None and what is wrong with it, in the order of the file.

    What the parts mean is looked at in the same run where the slips in their shape can be guessed.
    """
    source, known = read(content), known or Known()
    mistakes = list(source.mistakes)
    if source.value is not None and not mistakes:
        mistakes = list(islice(check_structure(source), MOST))
    elif mistakes and isinstance(source.value, dict):
        mistakes += islice(check_structure(source), MOST)
    elif not mistakes:
        mistakes = [source.mistake((), _("The file is empty."))]
    if mistakes:
        return None, _sorted([*mistakes, *_meant(source, mistakes, known)])
    try:
        definition = msgspec.convert(source.value, Definition)
    except msgspec.ValidationError as wrong:
        return None, [source.mistake((), str(wrong))]
    mistakes = _sorted(_meaning(Checking(source, definition, known)))
    return (None, mistakes) if mistakes else (definition, [])


def _meant(source: Source, before: list[Mistake], known: Known) -> list[Mistake]:
    """What is wrong with the meaning of a file whose shape is wrong, in other lines than the mistakes `before`."""
    if not isinstance(source.value, dict):
        return []
    meant = mended(source.value)
    source = replace(source, value=meant.value)
    if any(check_structure(source)):
        return []
    try:
        definition = msgspec.convert(source.value, Definition)
    except msgspec.ValidationError:
        return []
    told = {mistake.line for mistake in before}
    found = _meaning(Checking(source, definition, known))
    return [one for one in islice(found, MOST) if one.line not in told and not meant.follows(one.path)]


def _meaning(it: Checking) -> Iterator[Mistake]:
    if (it.definition.form is None) != (it.definition.workflow is None):
        return check_service(it)  # half a service: the rest would only repeat that the other half is missing
    return chain(check_service(it), check_form(it), check_workflow(it), check_clocks(it))


def _sorted(mistakes: Iterator[Mistake] | list[Mistake]) -> list[Mistake]:
    by_place = {(m.line, m.column, m.path, str(m.message)): m for m in mistakes}
    return [by_place[key] for key in sorted(by_place)][:MOST]
