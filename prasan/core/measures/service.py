"""The public face of the measures."""

from .board import Board, Row, Told, board
from .charts import Chart, Drawing, charts, headline, name_dim, see_also, show, title_of
from .flows.take_snapshots import fill_past, take_snapshots
from .page import page_of, said, table_file
from .queries import DayFigure, history, read
from .registry import Figure, Measure, Unit, measure, measures, register, unregister
from .small_counts import hide_small
from .tables import OpenTable, open_tables, publish_table

__all__ = [
    "Board",
    "Chart",
    "DayFigure",
    "Drawing",
    "Figure",
    "Measure",
    "OpenTable",
    "Row",
    "Told",
    "Unit",
    "board",
    "charts",
    "fill_past",
    "headline",
    "hide_small",
    "history",
    "measure",
    "measures",
    "name_dim",
    "open_tables",
    "page_of",
    "publish_table",
    "read",
    "register",
    "said",
    "see_also",
    "show",
    "table_file",
    "take_snapshots",
    "title_of",
    "unregister",
]
