"""Cases made up in bulk, for demonstrations and benchmarks: the same rows as the flows write, by COPY."""

from .copy import copy_cases
from .stories import Applicant, Staff, Story, make_story, play, stories

__all__ = ["Applicant", "Staff", "Story", "copy_cases", "make_story", "play", "stories"]
