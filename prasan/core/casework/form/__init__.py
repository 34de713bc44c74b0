"""The form engine: which questions are asked, and whether the answers are right."""

from .asked import asked_questions, pages_asked
from .validate import check_answers, clean_answers

__all__ = ["asked_questions", "check_answers", "clean_answers", "pages_asked"]
