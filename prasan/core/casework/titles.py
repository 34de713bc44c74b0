"""What a case is called. Its title is kept in Thai; in English the words that are the state's own are said in English."""

from __future__ import annotations

from prasan.core.directory import service as directory
from prasan.foundation.languages import current_language

from .definitions import definition_of, questions_of
from .format.definition import Question
from .models import Case

BETWEEN = " · "
BAHT_TH, BAHT_EN = " บาท", " baht"


def title_of(case: Case) -> str:
    """The title in the reader's language; what a person wrote stays as they wrote it."""
    if current_language() != "en":
        return case.title
    definition = definition_of(case.version_id)
    own = definition.form.title if definition.form and definition.form.title else definition.title
    naming = [question for question in questions_of(case.version_id).values() if question.title_of_case]
    parts = case.title.split(BETWEEN)
    first = [own.en] if parts[0] == own.th else []
    return BETWEEN.join([*first, *(_in_english(part, naming) for part in parts[len(first) :])])


def _in_english(part: str, naming: list[Question]) -> str:
    """An amount, an agency or a choice that one of the naming questions can have given; else the part itself."""
    for question in naming:
        if question.format == "satang" and part.endswith(BAHT_TH):
            return part.removesuffix(BAHT_TH) + BAHT_EN
        for kind in question.among or ():
            if name := directory.english_names(kind).get(part):
                return name
        for choice in question.one_of:
            if choice.label.th == part:
                return choice.label.en
    return part
