"""A file that names units or services that this installation does not have is told so, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from prasan.core.casework import service as casework
from prasan.core.casework.tests.world import publish
from prasan.core.directory import service as directory
from prasan.foundation import scope

QUESTION = (Path(__file__).parents[3] / "missions/hotline/services/question.yaml").read_text()

pytestmark = pytest.mark.django_db


def told(text: str, *beside: str) -> list[str]:
    with scope.system("test"), translation.override("en"):
        return [f"{m.line}: {m}" for m in casework.check_file(text, casework.known_here(beside)).mistakes]


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_unit_that_is_not_here() -> None:
    text = QUESTION.replace("unit: gcc-1111/answers", "unit: gcc-1111/anwsers")
    [said] = told(text)
    assert said.startswith(f"{line_of(text, 'anwsers')}: ")
    assert "`gcc-1111/anwsers`" in said and "gcc-1111/answers" in said


def test_a_unit_that_was_closed() -> None:
    with scope.system("test"):
        closed = directory.unit("gcc-1111/answers")
        closed.closed = True
        closed.save()
        directory.forget()
    assert "No unit is named" in told(QUESTION)[0]
    directory.forget()


def test_a_service_that_is_not_here_unless_it_comes_along() -> None:
    text = QUESTION.replace("service: scam-report", "service: scam-reprot")
    [said] = told(text)
    assert said.startswith(f"{line_of(text, 'scam-reprot')}: ")
    assert "`scam-report`" in said
    assert told(text, "scam-reprot") == []
    assert told(QUESTION) == []  # it is shipped, though nobody has published it here yet


def test_a_unit_that_a_step_asks() -> None:
    text = QUESTION.replace(
        "        - effect: open_case\n          with:\n            service: scam-report\n",
        "        - effect: ask_unit\n          with: {unit: aoc-1441/traces, question: What is known?}\n"
        "        - effect: open_case\n          with:\n            service: scam-report\n",
    )
    [said] = told(text)
    assert said.startswith(f"{line_of(text, 'traces')}: ")
    assert "aoc-1441/trace" in said


def test_what_is_published_counts_as_known(tmp_path: Path) -> None:
    other = tmp_path / "lost-dog.yaml"
    other.write_text(QUESTION.replace("service: question", "service: lost-dog"))
    text = QUESTION.replace("service: scam-report", "service: lost-dog")
    assert told(text)
    publish(other)
    assert told(text) == []
