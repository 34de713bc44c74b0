"""What this mission counts: how often its dog catchers were called, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from prasan.core.measures import service as measures

AGENCY = "chiang-rai-city"
CALLED: Counter[date] = Counter()  # a room with tables of its own would count its rows


def called_on(day: date) -> Iterable[measures.Figure]:
    """The calls of a day, of everything and of the agency."""
    if many := CALLED[day]:
        yield measures.Figure(many, {}, many)
        yield measures.Figure(many, {"agency": AGENCY}, many)


def register() -> None:
    """Tell the measures what is counted here, as one number and by month."""
    name, title = "sample_mission.called", "Dog catchers called"
    measures.register(name, title=title, unit="count", query=called_on, dims=["agency"])
    measures.headline(name)
    measures.show(measures.Chart("dog-catchers", title, (name,), "month", measures.Drawing.COLUMNS))
