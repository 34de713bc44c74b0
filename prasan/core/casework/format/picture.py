"""The workflow as a picture: states from the start downwards, each with its steps, arrows beside them.

SVG drawn on the server, with attributes only (no styles, no script). Every step has a line of its own inside
its state, so no label ever covers another; arrows run in lanes on the right. The table of the same rows says
everything the picture says.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from .definition import Definition, State, StateKind, Workflow
from .verbs import KINDS, OUTCOMES, ROLES, button, say

HEAD, ROW, GAP, PAD, LANE = 58, 30, 26, 14, 16  # pixels
COLOURS = {StateKind.OPEN: "#dce8f7", StateKind.WAITING: "#fff1cc", StateKind.CLOSED: "#e3e6e8"}
INK, LINE = "#0b0c0c", "#505a5f"
FONT = "IBM Plex Sans Thai Looped, Noto Sans Thai, sans-serif"


@dataclass(frozen=True)
class Step:
    """One row of the table: from, what, by whom, to; `when` is an expression."""

    start: str
    label: str
    by: str
    end: str
    when: str = ""
    reason: bool = False
    start_label: str = ""
    end_label: str = ""


def steps(definition: Definition, language: str) -> list[Step]:
    """The workflow as rows in the order of the states, in Thai (th) or English (en)."""
    workflow = definition.workflow
    if workflow is None:
        return []
    with override(language):
        rows = [
            Step(
                start=state,
                label=str(button(row)),
                by=", ".join(str(ROLES.get(role, role)) for role in row.by),
                end=row.to,
                when=row.when or "",
                reason=row.reason,
                start_label=say(workflow.states[state].label),
                end_label=say(workflow.states[row.to].label),
            )
            for row in workflow.transitions
            for state in row.from_
        ]
    order = {name: place for place, name in enumerate(_order(workflow))}
    return sorted(rows, key=lambda step: order[step.start])


def picture(definition: Definition, language: str) -> SafeString:
    """The workflow as one `<svg>`; empty without a workflow."""
    if definition.workflow is None:
        return SafeString("")
    with override(language):
        return _Drawing(definition.workflow, steps(definition, language)).svg()


def _order(workflow: Workflow) -> list[str]:
    """States as one meets them from the start; those no way leads to come last."""
    found = [workflow.start]
    for state in found:
        found += dict.fromkeys(
            row.to for row in workflow.transitions if state in row.from_ and row.to not in found
        )
    return [*found, *(name for name in workflow.states if name not in found)]


class _Drawing:
    def __init__(self, workflow: Workflow, rows: list[Step]) -> None:
        self.workflow, self.rows = workflow, rows
        self.tops: dict[str, int] = {}
        top = 2
        for name in _order(workflow):
            self.tops[name] = top
            top += self._height(name) + GAP
        self.bottom = top - GAP + 2
        texts = [self._line(row) for row in rows] + [self._head(s)[1] for s in workflow.states.values()]
        heads = [round(wide(say(state.label)) * 1.12) for state in workflow.states.values()]
        self.width = max(*map(wide, texts), *heads, 200) + 2 * PAD + 8
        self.arrows = self._lanes()

    def _height(self, state: str) -> int:
        return HEAD + ROW * sum(row.start == state for row in self.rows) + (6 if self._leaves(state) else 0)

    def _leaves(self, state: str) -> bool:
        return any(row.start == state for row in self.rows)

    def _line(self, row: Step) -> str:
        return f"{row.label} ({row.by})"

    def _head(self, state: State) -> tuple[str, str]:
        kind = str(KINDS[state.kind])
        outcome = f": {OUTCOMES[state.outcome]}" if state.outcome else ""
        return say(state.label), kind + outcome

    def _lanes(self) -> list[tuple[int, int, int]]:
        """Each arrow's height at its beginning and end, and its lane; short arrows run nearest."""
        ends = []
        seen: dict[str, int] = {}
        for row in self.rows:
            place = seen.setdefault(row.start, 0)
            seen[row.start] += 1
            start = self.tops[row.start] + HEAD + ROW * place + ROW // 2
            ends.append((start, self.tops[row.end] + HEAD // 2))
        taken: list[list[tuple[int, int]]] = []
        lanes = [0] * len(ends)
        for index in sorted(range(len(ends)), key=lambda i: (abs(ends[i][0] - ends[i][1]), i)):
            low, high = sorted(ends[index])
            free = (
                lane
                for lane, spans in enumerate(taken)
                if all(high < begin - 4 or low > end + 4 for begin, end in spans)
            )
            lane = next(free, len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append((low, high))
            lanes[index] = lane
        return [(start, end, lane) for (start, end), lane in zip(ends, lanes, strict=True)]

    def svg(self) -> SafeString:
        lanes = max((lane for _s, _e, lane in self.arrows), default=0) + 1
        width = self.width + 24 + lanes * LANE
        title = _("Picture of the workflow")
        about = _("The table below says the same in words.")
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"'
            ' role="img" font-size="15" font-family="{font}"><title>{title}. {about}</title>{arrows}{boxes}</svg>',
            w=width,
            h=self.bottom,
            font=FONT,
            title=title,
            about=about,
            arrows=format_html_join("", "{}", ((self._arrow(arrow),) for arrow in self.arrows)),
            boxes=format_html_join("", "{}", ((self._box(name),) for name in self.tops)),
        )

    def _arrow(self, arrow: tuple[int, int, int]) -> SafeString:
        start, end, lane = arrow
        edge, turn = self.width + 1, self.width + 24 + lane * LANE
        return format_html(
            '<path d="M{x},{y} H{t} V{z} H{e}" fill="none" stroke="{ink}" stroke-width="1.6"'
            ' stroke-linejoin="round"/><circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>'
            '<path d="M{x},{z} l10,-5 v10 z" fill="{ink}"/>',
            x=edge,
            y=start,
            t=turn,
            z=end,
            e=edge + 8,
            ink=LINE,
        )

    def _box(self, name: str) -> SafeString:
        state, top = self.workflow.states[name], self.tops[name]
        label, kind = self._head(state)
        rows = [self._line(row) for row in self.rows if row.start == name]
        return format_html(
            '<g fill="{ink}"><rect x="1" y="{top}" width="{w}" height="{h}" rx="4" fill="#ffffff"'
            ' stroke="{line}"/><rect x="1" y="{top}" width="{w}" height="{head}" rx="4" fill="{colour}"'
            ' stroke="{line}"/><text x="{x}" y="{y1}" font-weight="700" font-size="17">{label}</text>'
            '<text x="{x}" y="{y2}">{kind}</text>{rows}</g>',
            ink=INK,
            line=LINE,
            top=top,
            w=self.width,
            h=self._height(name),
            head=HEAD,
            colour=COLOURS[state.kind],
            x=PAD,
            y1=top + 25,
            y2=top + 48,
            label=label,
            kind=kind,
            rows=format_html_join(
                "",
                '<text x="{}" y="{}">{}</text>',
                ((PAD, top + HEAD + ROW * place + 21, text) for place, text in enumerate(rows)),
            ),
        )


def wide(text: str) -> int:
    """About how many pixels a text takes at 15 px; marks above and below Thai letters take none."""
    return round(sum(8.6 for letter in text if unicodedata.category(letter) != "Mn"))
