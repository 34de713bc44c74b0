"""The public face of the measures."""

from .flows.take_snapshots import take_snapshots
from .queries import DayFigure, history, read
from .registry import Figure, Measure, Unit, measure, measures, register, unregister
from .small_counts import hide_small

__all__ = [
    "DayFigure",
    "Figure",
    "Measure",
    "Unit",
    "hide_small",
    "history",
    "measure",
    "measures",
    "read",
    "register",
    "take_snapshots",
    "unregister",
]
