"""Figures are registered, read, kept by day, and small counts stay untold."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.measures import service as measures
from prasan.core.measures.service import Figure, Unit
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

DAY = date(2026, 11, 23)


@pytest.fixture
def opened():
    """A measure whose figures the test writes."""
    figures = [
        Figure(12, {"service": "complaint"}, 12),
        Figure(3, {"service": "question"}, 3),
        Figure(40, {"service": "scam"}, 40),
    ]
    measures.register(
        "test.opened", title="Opened", unit="count", query=lambda day: list(figures), dims=["service"]
    )
    yield figures
    measures.unregister("test.opened")


def test_a_measure_is_read_and_chosen_from(opened):
    assert measures.measure("test.opened").unit is Unit.COUNT
    assert measures.read("test.opened") == opened
    assert measures.read("test.opened", service="scam") == [opened[2]]
    with pytest.raises(NotFound):
        measures.read("test.unknown")
    with pytest.raises(ValueError, match="already"):
        measures.register("test.opened", title="", unit="count", query=lambda day: [])


@pytest.mark.django_db
def test_days_are_kept_and_replaced(opened):
    assert measures.take_snapshots(DAY, only=["test.opened"]) == 3
    opened.pop()
    assert measures.take_snapshots(DAY, only=["test.opened"]) == 2
    assert measures.take_snapshots(date(2026, 11, 24), only=["test.opened"]) == 2
    kept = measures.history("test.opened", DAY, DAY, public=False)
    assert [(k.figure.value, k.figure.dims["service"]) for k in kept] == [(12, "complaint"), (3, "question")]


@pytest.mark.django_db
def test_the_public_history_hides_small_counts_even_when_chosen_one_by_one(opened):
    measures.take_snapshots(DAY, only=["test.opened"])
    told = {s: measures.history("test.opened", DAY, DAY, service=s)[0].figure.value
            for s in ("complaint", "question", "scam")}  # fmt: skip
    assert told == {"complaint": None, "question": None, "scam": 40}


@pytest.mark.django_db(transaction=True)
def test_only_the_program_keeps_figures(opened):
    measures.take_snapshots(DAY, only=["test.opened"])
    with scope.activate(scope.Scope(person=1, roles=frozenset({"administrator"}))):
        assert len(measures.history("test.opened", DAY, DAY)) == 3
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO measures_snapshot (name, day, dims, value) VALUES ('x', '2026-01-01', '{}', 1)"
            )
        with connection.cursor() as cursor:
            cursor.execute("UPDATE measures_snapshot SET value = 0")
            assert cursor.rowcount == 0


figures = st.lists(st.integers(0, 30).map(lambda n: Figure(float(n), {}, n)), max_size=8)


@given(figures)
def test_no_small_count_is_told_nor_given_away_by_the_sum(given_figures):
    told = measures.hide_small(given_figures)
    assert len(told) == len(given_figures)
    hidden = [before for before, after in zip(given_figures, told, strict=True) if after.value is None]
    assert all(after.value is None for before, after in zip(given_figures, told, strict=True)
               if 0 < (before.people or 0) < 5)  # fmt: skip
    assert len(hidden) != 1 or sum(bool(f.people) for f in given_figures) == 1
    if all(f.people == 0 or (f.people or 0) >= 5 for f in given_figures):
        assert told == given_figures
