"""Reads of casework: lists, the desk, one case with everything in it. Every look is told to the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.ledger import service as ledger
from prasan.core.search import service as search
from prasan.foundation import ids, scope
from prasan.foundation.errors import NotFound
from prasan.foundation.paging import Page, keyset

from . import rules
from .definitions import definition_of
from .flows.base import ground
from .format.definition import StateKind
from .models import (
    Case,
    CaseEvent,
    Draft,
    Part,
)

PAGE = 50
MANY = 500  # a view of the desk is counted so far
SOON = timedelta(days=2)
SHOWN_IN_LISTS = ("title", "service", "place")


class View(StrEnum):
    """The views of the desk."""

    MINE = "mine"
    QUEUE = "queue"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"
    SOON = "soon"
    WAITING = "waiting"
    CLOSED = "closed"
    PARTS = "parts"  # cases of others, of which one of the person's units is asked to do a part


WHOLE = (View.QUEUE, View.CLOSED)  # every open or every closed case of a unit


@dataclass(frozen=True)
class Filter:
    """What the desk is narrowed to. unit: one of the person's units, None for all of them.

    state: a state's name in the service files. place: the code of a place; what lies inside it counts too.
    """

    view: View = View.QUEUE
    unit: int | None = None
    service: int | None = None
    assignee: int | None = None
    state: str = ""
    place: str = ""
    text: str = ""
    sort: str = "due"  # due, newest, oldest


def desk(wanted: Filter, cursor: str = "", limit: int = PAGE) -> Page[Case]:
    """A page of the desk's list, key-set paged; two queries and one ledger leaf whatever its length."""
    who = scope.current()
    cases = _narrowed(listed(Case.objects.select_related("assignee")), wanted, who)
    words = wanted.text.strip()
    page = _searched(cases, wanted, cursor, limit) if words else keyset(cases, _order(wanted), cursor, limit)
    record_looks(page.items)
    ledger.looked_at_list(wanted.view, len(page))
    return page


def news(wanted: Filter, since: datetime) -> int:
    """How many cases of the view came in or changed after `since`, at most 100; nobody's data is shown."""
    changed = _narrowed(Case.objects.all(), wanted, scope.current()).filter(updated_at__gt=since)
    return changed[:100].count()


def counts() -> dict[View, int]:
    """How many cases each open view of the desk holds, in one query; `MANY` stands for that or more.

    Counting stops there, so that a backlog of a hundred thousand costs the desk no more than one of a few hundred.
    """
    who = scope.current()
    views = [view for view in View if view != View.CLOSED]
    if not rules.desk_units(who):  # Django makes no statement of a condition that nothing meets
        return dict.fromkeys(views, 0)
    counted = [_narrowed(Case.objects.all(), Filter(view=view), who).values("pk")[:MANY] for view in views]
    statements = [one.query.get_compiler(connection=connection).as_sql() for one in counted]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS most)" for sql, _ in statements)
    with connection.cursor() as db:
        db.execute(f"SELECT {columns}", [value for _, values in statements for value in values])
        return dict(zip(views, db.fetchone(), strict=True))


def my_cases(cursor: str = "", limit: int = 20) -> Page[Case]:
    """The signed-in person's own cases, newest first, but for those that wait for them.

    What offices sent one another because of a case stands on that case's page.
    """
    return keyset(_of_mine().exclude(kind="waiting"), ["-id"], cursor, limit)


def waiting_for_me() -> list[Case]:
    """The signed-in person's cases that wait for their answer, the newest 50."""
    return list(_of_mine().filter(kind="waiting").order_by("-id")[:50])


def wanted_until(cases: Iterable[Case]) -> dict[int, datetime]:
    """Of those cases (by id) that wait for what a list of missing papers names: by when it is to be handed in."""
    waiting = [case.pk for case in cases if case.kind == StateKind.WAITING]
    asked = CaseEvent.objects.filter(case__in=waiting, kind__in=["ask", "incomplete"]).order_by("seq")
    last = {event.case_id: event.data.get("until") for event in asked}
    return {case: datetime.fromisoformat(until) for case, until in last.items() if until}


def waiting_for_callers() -> list[Case]:
    """Cases of people without an account that the signed-in person opened and that wait for an answer: the newest 50."""
    theirs = Case.objects.filter(applicant=None, opened_by_id=scope.current().person, kind="waiting")
    return list(listed(theirs).order_by("-id")[:50])


def _of_mine() -> QuerySet[Case]:
    return listed(Case.objects.filter(applicant_id=scope.current().person, parent=None))


def case_from_draft(draft_id: UUID | str) -> Case | None:
    """The case that opened from a draft of the signed-in person, or of somebody else for them."""
    who = scope.current()
    if who.person is None:
        return None
    mine = Case.objects.filter(Q(applicant_id=who.person) | Q(opened_by_id=who.person), draft=draft_id)
    found = mine.first()
    if found is None and rules.may_open_for_others(
        who
    ):  # who files at a counter need not see what becomes of it
        with scope.system("counter"):
            found = mine.first()
    return found


def my_drafts(cursor: str = "", limit: int = 20) -> Page[Draft]:
    """The signed-in person's drafts, last changed first."""
    mine = Draft.objects.filter(author_id=scope.current().person)
    return keyset(mine, ["-updated_at", "-id"], cursor, limit, of="drafts")


def drafts_begun(slug: str) -> list[Draft]:
    """The signed-in person's drafts of one service for themselves, last changed first, at most 10."""
    me = scope.current().person
    if me is None:
        return []
    mine = Draft.objects.filter(author_id=me, applicant_id=me, version__service__slug=slug)
    return list(mine.order_by("-updated_at")[:10])


def parts_asked(cursor: str = "", limit: int = PAGE) -> Page[Part]:
    """Open parts of open cases that the person's units were asked for, oldest first."""
    units = rules.desk_units(scope.current())
    parts = Part.objects.filter(unit_id__in=units, answered_at=None).select_related("case", "unit__agency")
    parts = parts.exclude(case__kind=StateKind.CLOSED.value)  # nobody can answer there any more
    page = keyset(parts, ["id"], cursor, limit, of="parts")
    record_looks([part.case for part in page])
    ledger.looked_at_list(View.PARTS, len(page))
    return page


def may_see(number: str) -> bool:
    """Whether the scope sees the case at all."""
    return Case.objects.filter(number=number).exists()


def record_looks(cases: Iterable[Case], data: tuple[str, ...] = SHOWN_IN_LISTS) -> None:
    """Tell the ledger that the person looks at these cases; their own are not a look."""
    who = scope.current()
    for case in cases:
        if case.applicant_id is None or case.applicant_id != who.person:
            ledger.looked(case.subject, data, case=case.number, **ground(definition_of(case.version_id)))


def listed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what every list shows of a case."""
    return cases.select_related("unit__agency", "place", "service")


def read_number(text: str) -> str:
    """The 12 digits of a case number however it was typed; raises NotFound when it is none."""
    try:
        return ids.parse_case_number(text)
    except ValueError:
        raise NotFound(_("A case number has 12 digits. Check it and try again.")) from None


def _units(wanted: Filter) -> list[int] | None:
    """The units whose cases the view holds; None where it is not they that have them."""
    mine = rules.desk_units(scope.current())
    if wanted.view == View.PARTS:
        return None
    return [wanted.unit] if wanted.unit in mine else list(mine)


def _narrowed(cases: QuerySet[Case], wanted: Filter, who: scope.Scope) -> QuerySet[Case]:
    now, units = timezone.now(), _units(wanted)
    closed = Q(kind=StateKind.CLOSED.value)
    if units is None:
        asked = Part.objects.filter(unit_id__in=rules.desk_units(who), answered_at=None)
        return cases.filter(~closed, pk__in=asked.values("case_id"))
    cases = cases.filter(unit_id__in=units) if len(units) != 1 else cases.filter(unit_id=units[0])
    cases = cases.filter(closed) if wanted.view == View.CLOSED else cases.filter(~closed)
    narrower = {
        View.MINE: Q(assignee_id=who.person),
        View.UNCLAIMED: Q(assignee=None),
        View.OVERDUE: Q(due_at__lt=now),
        View.SOON: Q(due_at__gte=now, due_at__lt=now + SOON),
        View.WAITING: Q(kind=StateKind.WAITING.value),
    }.get(wanted.view)
    if narrower is not None:
        cases = cases.filter(narrower)
    if wanted.service:
        cases = cases.filter(service_id=wanted.service)
    if wanted.assignee:
        cases = cases.filter(assignee_id=wanted.assignee)
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.place:
        # As a range, for only plain comparisons reach an index past row-level security.
        after = str(int(wanted.place) + 1).zfill(len(wanted.place))
        cases = cases.filter(place_id__gte=wanted.place, place_id__lt=after)
    return cases


def _order(wanted: Filter) -> list[str]:
    if wanted.view == View.CLOSED or wanted.sort == "newest":
        return ["-id"]
    return ["id"] if wanted.sort == "oldest" else ["due_at", "id"]


def _searched(cases: QuerySet[Case], wanted: Filter, cursor: str, limit: int) -> Page[Case]:
    """Newest first. A case number finds its case, the beginning of one those that begin so; where none does, and for
    other words, the reviewed search function is asked.

    At most 200 cases are found; of a view that holds few of the open cases, those among the newest 1,000.
    """
    if bounds := ids.case_numbers_from(wanted.text):
        page = keyset(cases.filter(number__range=bounds), ["-id"], cursor, limit)
        if page.items or bounds[0] == bounds[1]:
            return page
    words = search.case_query(wanted.text)
    if not words:
        return keyset(cases.none(), ["-id"], cursor, limit)
    with connection.cursor() as db:
        db.execute(
            "SELECT casework_search(%s, %s::bigint[], %s, %s)",
            [words, _units(wanted), wanted.view != View.CLOSED, 200 if wanted.view in WHOLE else 1000],
        )
        found = [row[0] for row in db.fetchall()]
    return keyset(cases.filter(pk__in=found), ["-id"], cursor, limit)


def due_word(case: Case, now: datetime | None = None) -> str:
    """How the case stands to its deadline: "overdue", "soon", "running" or "none"."""
    now = now or timezone.now()
    if case.due_at is None or case.kind == StateKind.CLOSED:
        return "none"
    if case.due_at < now:
        return "overdue"
    return "soon" if case.due_at < now + SOON else "running"
