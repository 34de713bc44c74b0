"""Lines that say the same again within the hour, told once: an officer at work on a case looks at it many times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from .queries import Line
from .words import sentence

WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """A sentence and the lines it stands for, newest first: by the same person, the oldest less than an hour ago
    of the newest."""

    sentence: str
    lines: list[Line]


def told_once(lines: Iterable[Line]) -> list[Told]:
    """The lines, newest first, with repeats joined to the newest of them; their order is kept."""
    told: list[Told] = []
    open_: dict[tuple[str, str], Told] = {}
    for line in lines:
        key = (line.actor, sentence(line))
        before = open_.get(key)
        if before and before.lines[0].at - line.at < WITHIN:
            before.lines.append(line)
        else:
            open_[key] = Told(key[1], [line])
            told.append(open_[key])
    return told
