"""The face of the room: editions, recomputing them, distance to a target, the next edition simulated."""

from .answering import Answer, Others, Outcome, Question, answer
from .editions import SOURCE, edition_of, editions, shipped_editions
from .flows import load_edition, load_shipped
from .flows.check_features import check_features
from .home import Agreement, Targets, agreement, home, targets
from .indicators import Fit, fit
from .reading import LARGEST, Faulty, Mistake, read_edition, too_large
from .recompute import Line, Ranking, Recomputed, recompute
from .states import Region, State, by_code, find_state, states
from .survey import ONE, Edition, Group, Part, Standing, group_of
from .whatif import Distance, cheapest, distance, frontier, lever, needed_for_rank, smallest
from .worlds import BackTest, Chance, Worlds, back_test, back_tests, chance, simulated, steps, trend

__all__ = [
    "LARGEST",
    "ONE",
    "SOURCE",
    "Agreement",
    "Answer",
    "BackTest",
    "Chance",
    "Distance",
    "Edition",
    "Faulty",
    "Fit",
    "Group",
    "Line",
    "Mistake",
    "Others",
    "Outcome",
    "Part",
    "Question",
    "Ranking",
    "Recomputed",
    "Region",
    "Standing",
    "State",
    "Targets",
    "Worlds",
    "agreement",
    "answer",
    "back_test",
    "back_tests",
    "by_code",
    "chance",
    "cheapest",
    "check_features",
    "distance",
    "edition_of",
    "editions",
    "find_state",
    "fit",
    "frontier",
    "group_of",
    "home",
    "lever",
    "load_edition",
    "load_shipped",
    "needed_for_rank",
    "read_edition",
    "recompute",
    "shipped_editions",
    "simulated",
    "smallest",
    "states",
    "steps",
    "targets",
    "too_large",
    "trend",
]
