"""How yes and no are asked: as a question where one must be answered, as a box where yes is all there is to say."""

from __future__ import annotations

import pytest

from prasan.core.casework.format.definition import Question, Text
from prasan.core.casework.pages.fields import field_for
from prasan.look import fields as look
from prasan.look.fields import Kind

ASKED = Text(th="โอนเงินหรือไม่", en="Was money sent?")


@pytest.mark.parametrize(
    ("required", "const", "kind"),
    [
        (False, None, Kind.CHECKBOX),
        (True, None, Kind.YES_NO),
        (True, True, Kind.CHECKBOX),  # a consent
    ],
)
def test_a_required_yes_or_no_is_a_question(required: bool, const: bool | None, kind: Kind) -> None:
    question = Question(type="boolean", label=ASKED, const=const)
    assert field_for("lost", question, None, required=required).kind == kind


def test_no_is_an_answer_and_silence_is_none() -> None:
    asked = field_for("lost", Question(type="boolean", label=ASKED), None, required=True)
    assert look.parse(asked, {"lost": ["False"]}) == look.Parsed(False)
    assert look.parse(asked, {}).error
    for kept, ids in ((True, [True, False]), (False, [False, True]), (None, [False, False])):
        shown = field_for("lost", Question(type="boolean", label=ASKED), kept, required=True)
        assert [chosen for _id, _choice, chosen in shown.options] == ids
