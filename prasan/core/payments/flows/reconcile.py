"""Hold the bank's file of a day against what was booked."""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from prasan.core.ledger.service import record
from prasan.foundation import scope
from prasan.foundation.dates import BANGKOK
from prasan.foundation.errors import Invalid, NotAllowed, TooLarge
from prasan.foundation.money import parse_plain
from prasan.foundation.types import Words

from ..actor import finance_actor
from ..models import Outcome, Payment, Reconciliation, Transfer
from ..rules import finance_agencies

COLUMNS = ("transaction", "ref1", "ref2", "amount", "paid_at")
MOST_BYTES, MOST_LINES = 5 * 1024 * 1024, 50_000
_PURPOSE = {"th": "กระทบยอดกับธนาคาร", "en": "Holding the books against the bank's"}


@dataclass
class Report:
    """What was found; amounts in satang.

    matched: number of transfers in both books. total: their sum. missing_here: the bank has them, we were
    never told. missing_there: we booked them that day, the bank's file lacks them. different: in both, with
    another amount; also a transfer of our fee under another transaction than the one we booked that day,
    which then stands in `booked`. unmatched: for no fee we know, whether we were told of it or not.
    """

    matched: int = 0
    total: int = 0
    missing_here: list[dict[str, object]] = field(default_factory=list)
    missing_there: list[dict[str, object]] = field(default_factory=list)
    different: list[dict[str, object]] = field(default_factory=list)
    unmatched: list[dict[str, object]] = field(default_factory=list)

    def figures(self, day: date) -> list[str]:
        """The day and the counts, as the ledger keeps them: nothing about anybody."""
        differ = {name: len(value) for name, value in asdict(self).items() if isinstance(value, list)}
        counts = {"matched": self.matched, "satang": self.total, **differ}
        return [day.isoformat(), *(f"{name} {count}" for name, count in counts.items())]


def reconcile(agency: int, day: date, content: bytes) -> Reconciliation:
    """Compare and keep the report for an agency's fees.

    content: CSV in UTF-8 with the columns of `COLUMNS`. Lines of other agencies' fees are passed over.
    Raises NotAllowed, TooLarge, Invalid (with the line that is wrong).
    """
    who = scope.current()
    if agency not in finance_agencies(who):
        raise NotAllowed()
    lines = read_lines(content)
    with scope.system("payments"):
        report = _compare(agency, day, lines)
        made = Reconciliation.objects.create(
            agency_id=agency, day=day, sha256=hashlib.sha256(content).hexdigest(), report=asdict(report),
            made_by=uuid.UUID(who.subject),
        )  # fmt: skip
        record(
            "payment", **finance_actor(who, made.agency.code), action="reconcile",
            data=report.figures(day), purpose=_PURPOSE, basis="legal_duty",
        )  # fmt: skip
        return made


@dataclass(frozen=True)
class Line:
    transaction: str
    ref1: str
    amount: int

    def shown(self) -> dict[str, object]:
        return asdict(self)


def read_lines(content: bytes) -> list[Line]:
    """The bank's lines. Raises TooLarge, Invalid."""
    if len(content) > MOST_BYTES:
        raise TooLarge()
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise Invalid(
                _("The first line must be: %(columns)s") % {"columns": ",".join(COLUMNS)}, code="wrong-file"
            )
        lines: dict[str, Line] = {}
        for row in rows:
            line = _line(row, rows.line_num)
            if line.transaction in lines:
                raise _wrong(rows.line_num, _("its transaction stands in an earlier line too"))
            lines[line.transaction] = line
            if len(lines) > MOST_LINES:
                raise TooLarge()
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(_("This is not a CSV file in UTF-8."), code="wrong-file") from error
    return list(lines.values())


def _line(row: dict[str, str | None], number: int) -> Line:
    reference, ref1 = (row["transaction"] or "").strip(), (row["ref1"] or "").strip()
    if None in row or row["amount"] is None:
        raise _wrong(number, _("it has not as many columns as the first line"))
    if not reference:
        raise _wrong(number, _("it has no transaction"))
    try:
        return Line(reference, ref1, parse_plain(row["amount"].strip()))
    except ValueError as error:
        raise _wrong(number, _("its amount is not written like 1234.50")) from error


def _wrong(number: int, why: Words) -> Invalid:
    message = _("Line %(number)d cannot be read: %(why)s.") % {"number": number, "why": why}
    return Invalid(message, code="wrong-file")


def _compare(agency: int, day: date, lines: list[Line]) -> Report:
    report = Report()
    known = {
        t.transaction: t for t in Transfer.objects.filter(transaction__in=[x.transaction for x in lines])
    }
    agency_of = dict(Payment.objects.filter(ref1__in=[x.ref1 for x in lines]).values_list("ref1", "agency"))
    start = datetime.combine(day, time(), BANGKOK)
    booked: dict[str, list[Transfer]] = {}  # by reference, what the file lacks
    for transfer in (
        Transfer.objects.filter(
            payment__agency=agency, made_at__gte=start, made_at__lt=start + timedelta(days=1)
        )
        .exclude(transaction__in=[x.transaction for x in lines])
        .order_by("pk")
    ):
        booked.setdefault(transfer.ref1, []).append(transfer)
    for line in lines:
        whose, ours = agency_of.get(line.ref1), known.get(line.transaction)
        if whose is not None and whose != agency:
            continue
        if ours is None and whose is None:
            report.unmatched.append(line.shown())
        elif ours is None:
            near = next((t for t in booked.get(line.ref1, ()) if t.amount != line.amount), None)
            if near is None:
                report.missing_here.append(line.shown())
            else:
                booked[line.ref1].remove(near)
                report.different.append({**line.shown(), "ours": near.amount, "booked": near.transaction})
        elif ours.amount != line.amount:
            report.different.append({**line.shown(), "ours": ours.amount})
        elif ours.outcome == Outcome.UNMATCHED:
            report.unmatched.append(line.shown())
        else:
            report.matched += 1
            report.total += line.amount
    left = (transfer for transfers in booked.values() for transfer in transfers)
    report.missing_there = [Line(t.transaction, t.ref1, t.amount).shown() for t in left]
    return report
