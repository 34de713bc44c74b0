"""What differs between two versions of a service file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

CONTEXT = 3  # unchanged lines shown around a change


@dataclass(frozen=True)
class Line:
    """A line of the comparison. `kind`: same, added, removed, or gap (unchanged lines left out)."""

    kind: str
    text: str = ""
    before: int | None = None  # its number in the older file
    after: int | None = None  # and in the newer

    @property
    def sign(self) -> str:
        """+ for a line that came, − for one that went."""
        return {"added": "+", "removed": "−"}.get(self.kind, "")


def compare(older: str, newer: str) -> list[Line]:
    """The lines that differ with some around them; empty when the files are the same."""
    old, new = older.splitlines(), newer.splitlines()
    lines: list[Line] = []
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT):
        if group[0][1] > 0:
            lines.append(Line("gap"))
        for what, i1, i2, j1, j2 in group:
            if what == "equal":
                lines += [Line("same", old[i], i + 1, j1 + i - i1 + 1) for i in range(i1, i2)]
            else:
                lines += [Line("removed", old[i], i + 1) for i in range(i1, i2)]
                lines += [Line("added", new[j], None, j + 1) for j in range(j1, j2)]
    return lines


def parts_changed(older: dict[str, Any], newer: dict[str, Any]) -> list[str]:
    """The keys of a definition whose meaning differs, such as `form`; order and layout do not count."""
    return [key for key in {**older, **newer} if older.get(key) != newer.get(key)]
