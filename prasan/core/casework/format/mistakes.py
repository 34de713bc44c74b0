"""What is wrong with a service file, and where: one sentence, and a hint how to put it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy

from prasan.foundation.types import Words

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """A mistake. `line` and `column` count from 1; `path` names the place, as `form.pages[0].title`."""

    line: int
    column: int
    path: str
    message: Words
    hint: Words = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.message, self.hint) if str(part))


def written(path: Path) -> str:
    """`("form", "pages", 0)` as people read it: `form.pages[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _fill(message: Words, parts: dict[str, Any]) -> str:
    return str(message).format(**parts)


_lazy_fill = lazy(_fill, str)


def filled(message: Words, **parts: Any) -> Words:
    """The message with its parts put in, in the language of the moment it is read."""
    found: Words = _lazy_fill(message, parts)
    return found
