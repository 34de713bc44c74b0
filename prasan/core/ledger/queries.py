"""Reads. Row-level security decides what is seen: a person their own rows, an auditor those of the agency."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import merkle, scope, tlog
from prasan.foundation.errors import Conflict, NotFound
from prasan.foundation.paging import Page, keyset

from . import tiles
from .commitments import Purpose, record_value, subject_value
from .flows.look import nameless
from .models import Entry, Head, Leaf, Record, Subject
from .receipts import write_receipt


@dataclass(frozen=True)
class Line:
    """One entry as a reader sees it. agency, unit: codes. case, data, purpose, basis: the reader's part."""

    leaf: int
    at: datetime
    kind: str
    actor: str
    role: str
    agency: str
    unit: str
    action: str
    case: str
    data: tuple[str, ...]
    purpose: Purpose
    basis: str


def entries_of(
    subject: uuid.UUID, cursor: str = "", *, kind: str = "", case: str = "", limit: int = 20
) -> Page[Line]:
    """What was done about a person, newest first. kind, case: only those.

    Raises Invalid for a cursor of another list.
    """
    rows = Subject.objects.filter(subject=subject, leaf__record__isnull=False).select_related("leaf__record")
    if kind:
        rows = rows.filter(leaf__record__kind=kind)
    if case:
        rows = rows.filter(case_number=case)
    page = keyset(rows, ["-leaf_id"], cursor, limit, of=f"{subject}/{kind}/{case}")
    return Page([_line(row.leaf.record, row) for row in page], page.next_cursor)


def entries_of_agency(
    agency: str,
    cursor: str = "",
    *,
    kind: str = "",
    day: date | None = None,
    officer: str = "",
    case: str = "",
    limit: int = 50,
) -> Page[Line]:
    """What an agency's people did, newest first, without whom it concerned; for its auditors.

    kind, day (in Thailand), officer (a part of the name), case (its number): only those; with the case also the
    newest 5,000 looks at lists that it stood on. Raises Invalid for a cursor of another list.
    """
    rows: QuerySet[Record] = Record.objects.filter(agency=agency)
    if kind:
        rows = rows.filter(kind=kind)
    if day:
        begin = datetime.combine(day, time.min, timezone.get_default_timezone())
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    if officer:
        rows = rows.filter(actor__icontains=officer).exclude(role__in=("citizen", "visitor"))
    if case:
        rows = rows.filter(Q(case_number=case) | Q(pk__in=_lists_with(case)))
    page = keyset(rows, ["-leaf_id"], cursor, limit, of=f"{agency}/{kind}/{day}/{officer}/{case}")
    return Page([_line(row, row) for row in page], page.next_cursor)


def _lists_with(case: str) -> list[int]:
    """Looks at several cases, this among them. Read as the program: no auditor is told whom the case concerns.

    Found by whom it concerns, whom entries of the case alone tell: so the rows of persons need no index of cases.
    """
    with scope.system("audit"):
        of_case = Subject.objects.filter(leaf__record__case_number=case, case_number=case)
        concerned = {nameless(case), *of_case.values_list("subject", flat=True).distinct()}
        seen = Subject.objects.filter(subject__in=concerned, case_number=case).order_by("-leaf_id")
        return list(seen.values_list("leaf_id", flat=True)[:5000])


def persons_in(leaves: Sequence[int], case: str) -> list[uuid.UUID]:
    """Whom these entries of a case concern. Read as the program: no auditor is told it."""
    with scope.system("audit"):
        found = Subject.objects.filter(leaf_id__in=leaves, case_number=case).values_list("subject", flat=True)
        return list(dict.fromkeys(found))


def receipt(leaf_id: int) -> str:
    """The receipt of a leaf as a tlog-proof text, with the parts of it that the reader may see.

    Raises NotFound, or Conflict ("pending") while the leaf has no place in the log yet (about a second).
    """
    leaf = Leaf.objects.filter(pk=leaf_id).first()
    if leaf is None:
        raise NotFound
    entry = Entry.objects.filter(leaf=leaf).first()
    head = Head.objects.order_by("-size").first()
    if entry is None or head is None:
        raise Conflict(_("This entry is being added to the log. Try again in a moment."), code="pending")
    path = merkle.inclusion_proof(entry.index, head.size, tiles.nodes(head.size))
    openings = {}
    if record := Record.objects.filter(leaf=leaf).first():
        openings["record"] = (bytes(record.salt), value_of(record))
    me = scope.current().subject
    if me and (mine := Subject.objects.filter(leaf=leaf, subject=me).first()):
        openings["subject"] = (bytes(mine.salt), value_of_subject(mine))
    return write_receipt(tlog.Proof(entry.index, path, head.note), leaf.body, openings)


def value_of(record: Record) -> dict[str, object]:
    """The record's row as the leaf commits to it."""
    return record_value(
        at=record.at, kind=record.kind, actor=record.actor, role=record.role, agency=record.agency,
        unit=record.unit, action=record.action, case_number=record.case_number, data=record.data,
        purpose=record.purpose, basis=record.basis,
    )  # fmt: skip


def value_of_subject(row: Subject) -> dict[str, object]:
    """A person's row as the leaf commits to it."""
    return subject_value(
        subject=row.subject, case_number=row.case_number, data=row.data, purpose=row.purpose, basis=row.basis
    )


def _line(record: Record, own: Record | Subject) -> Line:
    return Line(
        leaf=record.leaf_id, at=record.at, kind=record.kind, actor=record.actor, role=record.role,
        agency=record.agency, unit=record.unit, action=record.action, case=own.case_number,
        data=tuple(own.data), purpose=own.purpose, basis=own.basis,
    )  # fmt: skip
