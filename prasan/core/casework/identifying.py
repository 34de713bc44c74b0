"""What in a service shows who the applicant is: `person.…`, and answers to the questions filled in from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from prasan.foundation import expressions

from .definitions import questions_of
from .format.definition import Output
from .remember import remembered

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")


@remembered
def identifying(version_id: int) -> frozenset[str]:
    """Names of the questions whose answers identify the applicant; they are kept with who they are."""
    return frozenset(name for name, question in questions_of(version_id).items() if question.prefill)


def tells(version_id: int, used: Iterable[str]) -> bool:
    """Whether one of these dotted names, such as `form.name`, shows who the applicant is."""
    names = set(used)
    if any(name.split(".")[0] == "person" for name in names):
        return True
    asked = {name.split(".")[1] for name in names if name.startswith("form.")}
    return bool(asked & identifying(version_id)) or ("form" in names and not asked)


def output_tells(version_id: int, output: Output) -> bool:
    """Whether the document shows who the applicant is, in either language."""
    texts = (output.title.th, output.title.en, output.body.th, output.body.en)
    return tells(version_id, (name for text in texts for name in _PLACEHOLDER.findall(text)))


def arguments_that_tell(
    version_id: int, value: Any, names: expressions.Names, *, item: bool = False, at: str = ""
) -> Iterator[str]:
    """Where among the arguments of an effect an expression shows who the applicant is, as `form.name`.

    item: whether the `item` of the effect's list does.
    """
    if isinstance(value, str) and value.startswith("="):
        used = expressions.compile(value[1:], names).used
        if tells(version_id, used) or (item and "item" in used):
            yield at
    elif isinstance(value, dict):
        for key, inner in value.items():
            below = f"{at}.{key}" if at else str(key)
            yield from arguments_that_tell(version_id, inner, names, item=item, at=below)
    elif isinstance(value, list):
        for inner in value:
            yield from arguments_that_tell(version_id, inner, names, item=item, at=at)
