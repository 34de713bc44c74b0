"""The face of the room: editions, recomputing them, distance to a target, the next edition simulated."""

from .editions import SOURCE, edition_of, editions, shipped_editions
from .flows import load_edition, load_shipped
from .reading import LARGEST, Faulty, Mistake, read_edition, too_large
from .recompute import Line, Ranking, Recomputed, recompute
from .states import Region, State, by_code, find_state, states
from .survey import ONE, Edition, Group, Part, Standing, group_of
from .whatif import Distance, cheapest, distance, frontier, lever, needed_for_rank, smallest
from .worlds import BackTest, Chance, back_test, chance, steps, trend

__all__ = [
    "LARGEST",
    "ONE",
    "SOURCE",
    "BackTest",
    "Chance",
    "Distance",
    "Edition",
    "Faulty",
    "Group",
    "Line",
    "Mistake",
    "Part",
    "Ranking",
    "Recomputed",
    "Region",
    "Standing",
    "State",
    "back_test",
    "by_code",
    "chance",
    "cheapest",
    "distance",
    "edition_of",
    "editions",
    "find_state",
    "frontier",
    "group_of",
    "lever",
    "load_edition",
    "load_shipped",
    "needed_for_rank",
    "read_edition",
    "recompute",
    "shipped_editions",
    "smallest",
    "states",
    "steps",
    "too_large",
    "trend",
]
