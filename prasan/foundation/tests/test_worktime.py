"""Due times: the rules, their explanation, and what holds for all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation.dates import BANGKOK
from prasan.foundation.worktime import Calendar, StepKind, Unit, due, explain, working_days_between
from prasan.foundation.worktime_words import sentence

HOLIDAYS = frozenset({date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 31), date(2027, 1, 1)})
CALENDAR = Calendar(HOLIDAYS, names={date(2026, 12, 10): "วันรัฐธรรมนูญ"})
BASE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # a Monday, 10.00 in Thailand

moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: BASE + timedelta(minutes=minutes))
amounts = st.integers(0, 60)
units = st.sampled_from(list(Unit))
pauses = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=3)
days = st.integers(0, 90).map(lambda n: date(2026, 11, 23) + timedelta(days=n))
calendars = st.frozensets(days, max_size=20).map(Calendar)


def here(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        (here(2026, 11, 23, 10), 1, "working_days", here(2026, 11, 24, 16, 30)),
        (here(2026, 11, 23, 23, 59), 1, "working_days", here(2026, 11, 24, 16, 30)),
        (here(2026, 11, 27, 10), 1, "working_days", here(2026, 11, 30, 16, 30)),  # Friday to Monday
        (here(2026, 12, 4, 10), 3, "working_days", here(2026, 12, 11, 16, 30)),  # two holidays, a weekend
        (here(2026, 11, 23, 10), 15, "days", here(2026, 12, 8, 16, 30)),
        (here(2026, 11, 23, 10), 14, "days", here(2026, 12, 8, 16, 30)),  # the 7th is a holiday
        (here(2026, 11, 23, 10), 0, "days", here(2026, 11, 23, 16, 30)),
        (here(2026, 11, 23, 18), 0, "days", here(2026, 11, 24, 16, 30)),  # offices were closed already
        (here(2026, 11, 28, 10), 72, "hours", here(2026, 12, 1, 10)),  # hours run through weekends
        (here(2026, 11, 28, 10), 15, "minutes", here(2026, 11, 28, 10, 15)),
    ],
)
def test_due(start, amount, unit, end):
    assert due(start, amount, unit, CALENDAR) == end


def test_pauses_are_given_back():
    start, pause = here(2026, 11, 23, 10), (here(2026, 11, 24, 9), here(2026, 11, 26, 9))
    assert due(start, 3, "working_days", CALENDAR, [pause]) == here(2026, 11, 30, 16, 30)
    assert due(start, 4, "days", CALENDAR, [pause]) == here(2026, 11, 30, 16, 30)
    assert due(start, 72, "hours", CALENDAR, [pause]) == here(2026, 11, 28, 10)
    # Overlapping pauses count once; one after the end does not make the overdue timely again.
    assert due(start, 72, "hours", CALENDAR, [pause, pause]) == here(2026, 11, 28, 10)
    late = (here(2026, 11, 25, 9), here(2026, 11, 30, 9))
    assert due(start, 1, "working_days", CALENDAR, [late]) == here(2026, 11, 24, 16, 30)


@given(moments, amounts, units, calendars, pauses)
def test_more_time_is_never_less(start, amount, unit, calendar, breaks):
    assert due(start, amount, unit, calendar) <= due(start, amount + 1, unit, calendar)
    assert due(start, amount, unit, calendar) <= due(start, amount, unit, calendar, breaks)
    assert due(start, amount, unit, calendar) >= start


@given(moments, amounts, st.sampled_from([Unit.WORKING_DAYS, Unit.DAYS]), calendars, pauses)
def test_days_end_when_offices_close(start, amount, unit, calendar, breaks):
    end = due(start, amount, unit, calendar, breaks).astimezone(BANGKOK)
    assert calendar.working(end.date())
    assert end.time() == calendar.close


@given(moments, st.integers(1, 60), calendars)
def test_working_days_are_as_many_as_given(start, amount, calendar):
    end = due(start, amount, "working_days", calendar)
    assert working_days_between(start, end, calendar) == amount
    assert end >= due(start, amount, "days", Calendar(weekend=frozenset()))


@given(moments, amounts, units, calendars, pauses)
def test_the_explanation_ends_at_the_due_time(start, amount, unit, calendar, breaks):
    steps = explain(start, amount, unit, calendar, breaks)
    assert steps[-1].kind is StepKind.DUE
    assert steps[-1].at == due(start, amount, unit, calendar, breaks)
    for lang in ("th", "en"):
        with translation.override(lang):
            assert all(sentence(step, lang) for step in steps)


@given(moments, st.integers(1, 40), calendars)
def test_the_explanation_accounts_for_every_day(start, amount, calendar):
    steps = explain(start, amount, "working_days", calendar)
    skipped = sum(s.count for s in steps if s.kind is StepKind.WEEKEND)
    skipped += sum(s.kind is StepKind.HOLIDAY for s in steps)
    end = steps[-1].at
    assert end is not None
    assert (calendar.day(end) - calendar.day(start)).days == amount + skipped


def test_the_explanation_names_holidays():
    steps = explain(here(2026, 12, 4, 10), 3, "working_days", CALENDAR)
    assert [s.day for s in steps if s.kind is StepKind.HOLIDAY] == [date(2026, 12, 7), date(2026, 12, 10)]
    with translation.override("en"):
        words = [sentence(s, "en") for s in steps]
    assert words[0] == "The clock started on 4 Dec 2026, 10:00."
    assert "2 weekend days are not counted." in words
    assert "10 December 2026 is a public holiday and is not counted. วันรัฐธรรมนูญ" in words
    moved = explain(here(2026, 11, 23, 10), 14, "days", CALENDAR)[-2]
    assert (moved.kind, moved.day, moved.to) == (StepKind.MOVED, date(2026, 12, 7), date(2026, 12, 8))


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="negative"):
        due(BASE, -1, "days", CALENDAR)
    with pytest.raises(ValueError, match="naive"):
        due(datetime(2026, 1, 1), 1, "hours", CALENDAR)
    with pytest.raises(ValueError, match="weeks"):
        due(BASE, 1, "weeks", CALENDAR)
