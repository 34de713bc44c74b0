"""The guide for writers of services says what the checker does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prasan.core.casework.format import check_form, check_service, known, names, verbs
from prasan.core.casework.format.definition import Basis, DataClass, Outcome, Part, StateKind, TimeUnit
from prasan.core.casework.format.file import check_file
from prasan.foundation import expressions

GUIDE = (Path(__file__).parents[4] / "docs" / "service-format.md").read_text()
TUTORIAL, REFERENCE = GUIDE.split("## Reference")
PIECES = re.findall(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL)


def test_the_pieces_of_the_tutorial_make_a_sound_service() -> None:
    assert len(PIECES) >= 6
    result = check_file("".join(PIECES))
    assert [f"{m.line}: {m}" for m in result.mistakes] == []


def test_each_piece_but_the_fee_is_needed() -> None:
    for index, piece in enumerate(PIECES):
        result = check_file("".join(PIECES[:index] + PIECES[index + 1 :]))
        assert bool(result.mistakes) is not piece.startswith("fee:"), piece


@pytest.mark.parametrize(
    "words",
    [
        check_form.FORMATS,
        check_form.STRING_FORMATS,
        check_form.FITS,
        check_service.CHANNELS,
        verbs.VERBS,
        verbs.ROLES,
        verbs.TOLD,
        known.EFFECTS,
        names.PERSON,
        expressions.MACROS,
        expressions.SIGNATURES,
        *(of.__struct_encode_fields__ for of in Part.__subclasses__()),
        [member.value for kind in (Basis, DataClass, Outcome, StateKind, TimeUnit) for member in kind],
    ],
)
def test_every_word_of_the_format_is_in_the_reference(words: list[str]) -> None:
    listed = set(re.findall(r"[A-Za-z][A-Za-z_-]*", REFERENCE))
    assert sorted(set(words) - listed) == []
