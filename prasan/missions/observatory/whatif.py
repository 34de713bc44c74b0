"""How far a state is from a rank or a score, and the ways that lead there.

The others stand where they are given to stand (as published, or where a forecast puts them); a rank is reached as
soon as no more than rank - 1 of them have a strictly higher index, for those who tie share their rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prasan.foundation.errors import Invalid

from .survey import ONE, Edition, Part

Parts = dict[Part, int]


@dataclass(frozen=True)
class Distance:
    """What a target asks of a state; indices and parts in hundred-thousandths.

    needed: the least index. levers: for each part the least value that is enough while the others stay, None
    where even 1 is not. smallest: the parts after the smallest change of all together (least sum of squares);
    cheapest: after the change that costs least by the weights. None where no parts are enough.
    """

    needed: int
    index: float
    now: Parts
    levers: dict[Part, int | None]
    smallest: Parts | None
    cheapest: Parts | None

    @property
    def reached(self) -> bool:
        """Whether nothing has to change."""
        return self.index >= self.needed


def needed_for_rank(edition: Edition, iso3: str, rank: int, others: Mapping[str, int] | None = None) -> int:
    """The least index with which the state has that rank or a better one. Raises Invalid for a rank nobody has.

    others: index of every other state; as published when not given.
    """
    held = others or {s.iso3: s.index for s in edition.surveyed}
    rivals = sorted((value for code, value in held.items() if code != iso3), reverse=True)
    if not 1 <= rank <= len(rivals) + 1:
        raise Invalid(fields={"rank": _("The rank is from 1 to %d.") % (len(rivals) + 1)})
    return rivals[rank - 1] if rank <= len(rivals) else 0


def distance(edition: Edition, iso3: str, needed: int, costs: Mapping[Part, float] | None = None) -> Distance:
    """The ways of a state to an index. costs: of moving each part by the same step; equal when not given.

    Raises Invalid for an index over 1 or a cost that is not over 0; KeyError for a state that was not surveyed.
    """
    if not 0 <= needed <= ONE:
        raise Invalid(fields={"score": _("The index is from 0 to 1.")})
    if costs and any(not cost > 0 for cost in costs.values()):
        raise Invalid(fields={"costs": _("Each weight is a number over 0.")})
    now = {part: edition.standings[iso3].part(part) for part in Part}
    weighed, target = edition.weighed(now), needed * edition.whole
    return Distance(
        needed,
        weighed / edition.whole,
        now,
        {part: lever(edition, now, part, target) for part in Part},
        smallest(edition, now, target),
        cheapest(edition, now, target, costs or dict.fromkeys(Part, 1.0)),
    )


def lever(edition: Edition, now: Mapping[Part, int], part: Part, target: int) -> int | None:
    """The least value of one part with which the weighed sum reaches the target; None when it would be over 1."""
    missing = target - edition.weighed({**now, part: 0})
    value = max(0, -(-missing // edition.weights[part]))
    return value if value <= ONE else None


def smallest(edition: Edition, now: Mapping[Part, int], target: int) -> Parts | None:
    """The parts nearest to those of now, as the crow flies, that reach the target; no part falls or passes 1."""
    after, free = dict(now), set(Part)
    while free:
        missing = target - edition.weighed(after)
        if missing <= 0:
            return after
        # The nearest point lies along the weights; whoever would pass 1 stays there and the rest go on.
        square = sum(edition.weights[part] ** 2 for part in free)
        step = {part: missing * edition.weights[part] / square for part in free}
        over = {part for part in free if after[part] + step[part] > ONE}
        if not over:
            return _fill(edition, {p: after[p] + int(step.get(p, 0)) for p in Part}, target, sorted(free))
        for part in over:
            after[part] = ONE
        free -= over
    return after if edition.weighed(after) >= target else None


def cheapest(
    edition: Edition, now: Mapping[Part, int], target: int, costs: Mapping[Part, float]
) -> Parts | None:
    """The parts that reach the target at the least cost: the part that gives most for its cost goes first."""
    after = dict(now)
    for part in sorted(Part, key=lambda p: (costs[p] / edition.weights[p], list(Part).index(p))):
        if edition.weighed(after) >= target:
            break
        value = lever(edition, after, part, target)
        after[part] = ONE if value is None else value
    return after if edition.weighed(after) >= target else None


def frontier(
    edition: Edition, now: Mapping[Part, int], target: int, along: Part, other: Part, steps: int = 20
) -> list[tuple[int, int]]:
    """Pairs of two parts that just reach the target while the third stays, neither below its value of now."""
    found = []
    for step in range(steps + 1):
        value = now[along] + (ONE - now[along]) * step // steps
        answer = lever(edition, {**now, along: value}, other, target)
        if answer is not None:
            found.append((value, max(answer, now[other])))
            if answer <= now[other]:
                break
    return found


def _fill(edition: Edition, after: Parts, target: int, order: Iterable[Part]) -> Parts:
    """Whole hundred-thousandths: what rounding down left missing is added one step at a time."""
    while edition.weighed(after) < target:
        for part in order:
            if after[part] < ONE and edition.weighed(after) < target:
                after[part] += 1
    return after
