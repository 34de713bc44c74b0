from .answer import Answer, Choice, Hiding, Reason, Voice
from .argument import Argument, Gathered, Outcome, Report
from .consultation import Consultation, Kind, Part, State

__all__ = [
    "Answer",
    "Argument",
    "Choice",
    "Consultation",
    "Gathered",
    "Hiding",
    "Kind",
    "Outcome",
    "Part",
    "Reason",
    "Report",
    "State",
    "Voice",
]
