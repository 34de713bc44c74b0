"""The figures of cases made by flows: what a night keeps, what a filled past keeps, what the pages tell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, Clock, Rating
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.measures import service as measures
from prasan.foundation import scope
from prasan.foundation.dates import BANGKOK, day_of

from . import world

pytestmark = pytest.mark.django_db
LAST_MONTH = (timezone.now().astimezone(BANGKOK).replace(day=1) - timedelta(days=1)).replace(
    day=10, hour=0, minute=30, second=0, microsecond=0
)
DAY = day_of(LAST_MONTH)


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


@pytest.fixture
def somjai() -> identity.Account:
    return world.citizen()


@pytest.fixture
def intake() -> identity.Account:
    return world.officer("psc-1111/intake")


def settle(number: str, intake: identity.Account, somjai: identity.Account, stars: int) -> None:
    with world.acting(intake):
        casework.claim(number)
        casework.move(number, "settle", text="เรียบร้อยแล้ว")
    with world.acting(somjai):
        casework.rate(number, stars)


def put_back(
    number: str, opened: datetime, closed: datetime | None = None, due: datetime | None = None
) -> None:
    """Let a case have lived in the past."""
    with scope.system("test"):
        case = Case.objects.get(number=number)
        Case.objects.filter(pk=case.pk).update(opened_at=opened, closed_at=closed)
        Clock.objects.filter(case=case).update(
            started_at=opened, met_at=closed, due_at=due or opened + timedelta(days=15)
        )
        Rating.objects.filter(case=case).update(at=closed)


def make_month(
    intake: identity.Account, somjai: identity.Account, opened: int = 7, closed: int = 6
) -> list[str]:
    """Cases of the 10th of last month in Chiang Rai; some closed `n` days later, the last of these late."""
    numbers = [world.complaint(somjai) for _n in range(opened)]
    for n, number in enumerate(numbers):
        if n >= closed:
            put_back(number, LAST_MONTH)
            continue
        settle(number, intake, somjai, stars=5 if n else 2)
        end = LAST_MONTH + timedelta(days=n)
        late = n == closed - 1
        put_back(number, LAST_MONTH, end, due=end - timedelta(hours=1) if late else end + timedelta(hours=1))
    return numbers


def kept(name: str, day=DAY) -> dict[object, float | None]:
    with scope.system("test"):
        return {tuple(f.dims.items()): f.value for f in measures.read(name, day)}


def test_a_day_is_counted_in_thai_time_by_every_margin(somjai, intake):
    make_month(intake, somjai)
    assert kept("casework.opened") == {
        (): 7, (("service", "complaint"),): 7, (("agency", "psc-1111"),): 7, (("province", "57"),): 7,
    }  # fmt: skip
    assert kept("casework.opened", DAY - timedelta(days=1)) == {}
    assert kept("casework.opened_inside")[("service", "complaint"), ("agency", "psc-1111")] == 7
    assert kept("casework.closed")[()] == 1
    assert kept("casework.on_time")[()] == 100
    assert kept("casework.on_time", DAY + timedelta(days=5))[()] == 0
    assert kept("casework.stars")[()] == 2
    assert kept("casework.days_to_close", DAY + timedelta(days=3))[(("days", "3"),)] == 3


def test_open_and_overdue_are_as_of_the_end_of_the_day(somjai, intake):
    make_month(intake, somjai)
    assert kept("casework.open")[()] == 6
    assert kept("casework.open", DAY + timedelta(days=5))[()] == 1
    assert kept("casework.open", DAY - timedelta(days=1)) == {(): 0}
    assert kept("casework.overdue", DAY + timedelta(days=14)) == {(): 0}
    assert kept("casework.overdue", DAY + timedelta(days=15))[()] == 1


def test_a_past_filled_at_once_is_what_the_nights_would_have_kept(somjai, intake):
    make_month(intake, somjai)
    assert measures.fill_past() > 0
    assert measures.fill_past() == 0  # there is a past now
    names = [
        f"casework.{n}" for n in ("opened", "opened_inside", "closed", "on_time", "days_to_close", "stars")
    ]
    days = [DAY + timedelta(days=n) for n in range(7)]

    def held() -> Counter[object]:
        return Counter(
            (name, k.day, tuple(sorted(k.figure.dims.items())), k.figure.value, k.figure.people)
            for name in names for k in measures.history(name, days[0], days[-1], public=False)
        )  # fmt: skip

    filled = held()
    for day in days:
        measures.take_snapshots(day, only=names)
    assert held() == filled
    assert filled.total() > 50


def test_the_year_is_put_together_and_told(somjai, intake):
    make_month(intake, somjai)
    measures.fill_past()
    with scope.system("test"):
        board = measures.board()
    assert board is not None
    told = {
        n: board.total(f"casework.{n}").value
        for n in ("opened", "closed", "on_time", "days_to_close", "stars")
    }
    assert told == {
        "opened": 7, "closed": 6, "on_time": pytest.approx(100 * 5 / 6), "days_to_close": 2,
        "stars": pytest.approx(27 / 6),
    }  # fmt: skip
    charts = {chart.slug: chart for chart in measures.charts()}
    months = board.rows(charts["cases"])
    assert len(months) == 1  # nothing is known of the months before the first case
    assert [told.value for told in months[-1].values] == [7, 6]
    provinces = board.rows(charts["provinces"])
    assert (provinces[0].code, provinces[0].values[0].value) == ("57", 7)
    assert len(provinces) == 77


@pytest.mark.parametrize(
    ("path", "words"), [("/figures", ("ตัวเลขผลงาน", "เชียงราย")), ("/en/figures", ("Figures", "Chiang Rai"))]
)
def test_the_public_page_in_both_languages(client: Client, somjai, intake, path, words):
    make_month(intake, somjai)
    measures.fill_past()
    page = client.get(path).content.decode()
    assert all(word in page for word in words)
    assert page.count('role="img"') == 4
    assert "style=" not in page
    assert "83.3%" in page
    file = client.get(f"{path}/cases.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[-1][0] == f"{DAY:%Y-%m}"
    assert rows[-1][2:] == ["7", "6"]
    assert client.get(f"{path}/none.csv").status_code == 404


def test_small_counts_are_not_told_in_public_and_are_to_who_leads(client: Client, somjai, intake):
    make_month(intake, somjai, opened=4, closed=3)
    measures.fill_past()
    page = client.get("/en/figures").content.decode()
    assert re.search(r'Opened</dt><dd class="th-tile__value">not shown', page)
    assert "not shown" in page.split('id="provinces"')[1]
    csvs = [client.get(f"/en/figures/{c.slug}.csv").content.decode("utf-8-sig") for c in measures.charts()]
    # No number but those of the month and the province's code is left in any file.
    assert not re.findall(r",(?:[1-9]\d*|\d*\.\d+)(?=[,\r])", "".join(csvs))
    chief = world.officer("psc-1111/intake", "supervisor", username="chief")
    desk = signed_in(chief).get("/en/desk/figures").content.decode()
    assert re.search(r'Opened</dt><dd class="th-tile__value">4<', desk)
    assert 'id="agencies"' not in desk  # one agency is not compared with itself
    assert "/en/desk/figures" in signed_in(chief).get("/en/desk").content.decode()


def test_another_agencys_figures_are_not_on_ones_desk(somjai, intake):
    make_month(intake, somjai)
    measures.fill_past()
    with scope.system("test"):
        other = next(a.code for a in directory.agencies("department") if directory.units_of(a))
        unit = directory.units_of(directory.agency(other))[0].address
    page = (
        signed_in(world.officer(unit, "supervisor", username="other"))
        .get("/en/desk/figures")
        .content.decode()
    )
    assert re.search(r'Opened</dt><dd class="th-tile__value">0<', page)
    assert signed_in(intake).get("/en/desk/figures").status_code == 403
    assert signed_in(somjai).get("/en/desk/figures/cases.csv").status_code == 403


def test_without_a_past_the_page_says_so(client: Client):
    assert "There are no figures yet" in client.get("/en/figures").content.decode()
    assert client.get("/figures/cases.csv").status_code == 404
    assert (
        "There are no figures yet"
        in signed_in(world.officer("psc-1111/intake", "supervisor", username="chief"))
        .get("/en/desk/figures")
        .content.decode()
    )


def test_a_night_reads_its_day_by_an_index():
    """Each statement is bounded by the days of a column that begins an index; which index is taken, statistics say."""
    from prasan.core.casework import figures

    with connection.cursor() as cursor:
        for statement, table, column in (
            (figures.OPENED, "casework_case", "opened_at"),
            (figures.CLOSED, "casework_case", "closed_at"),
            (figures.STARS, "casework_rating", "at"),
        ):
            assert re.search(rf"\b{column} >= %\(since\)s AND \S*\b{column} < %\(until\)s", statement)
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [table])
            assert any(f"({column})" in row[0] for row in cursor.fetchall())


def signed_in(account: identity.Account) -> Client:
    client = Client()
    with scope.system("test"):
        client.force_login(account)
    return client
