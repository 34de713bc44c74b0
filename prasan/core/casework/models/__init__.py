from .case import Case, CaseAnswers, CaseApplicant, CaseReader, CaseWords
from .clock import Clock
from .draft import Draft
from .event import CaseEvent, CaseMessage
from .part import Part
from .rating import Rating
from .service import Service, ServiceVersion

__all__ = [
    "Case",
    "CaseAnswers",
    "CaseApplicant",
    "CaseEvent",
    "CaseMessage",
    "CaseReader",
    "CaseWords",
    "Clock",
    "Draft",
    "Part",
    "Rating",
    "Service",
    "ServiceVersion",
]
