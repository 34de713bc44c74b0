"""Run as a program: compare what was acknowledged (JSON on stdin) with what the installation holds.

Prints JSON: {"problems": [...], "counts": {...}}.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from prasan.config import installation
from prasan.config.postgres import DURABLE

installation.load()

from django.conf import settings  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402

from prasan.core.casework.models import Case, CaseAnswers, CaseEvent, Draft  # noqa: E402
from prasan.core.documents import service as documents  # noqa: E402
from prasan.core.events.models import Delivery, Outbox  # noqa: E402
from prasan.core.ledger import service as ledger  # noqa: E402
from prasan.core.ledger.models import Record  # noqa: E402
from prasan.core.notices.models import Message  # noqa: E402
from prasan.core.payments.models import Payment, Receipt, ReceiptCounter, Transfer  # noqa: E402
from prasan.foundation import scope  # noqa: E402
from prasan.missions.opendata.flows.sweep import sweep  # noqa: E402
from prasan.missions.opendata.models import Version  # noqa: E402

Problems = Iterator[str]


def durable() -> Problems:
    with connection.cursor() as cursor:
        for name, wanted in DURABLE.items():
            cursor.execute(f"SHOW {name}")
            (is_,) = cursor.fetchone()
            if is_ != wanted:
                yield f"{name} is {is_}"


def submissions(told: dict[str, Any]) -> Problems:
    """Every application is a draft or one case, and what was acknowledged is the case with that number."""
    cases: dict[str, list[str]] = {}
    for draft, number in Case.objects.values_list("draft", "number"):
        cases.setdefault(str(draft), []).append(number)
    drafts = {str(pk) for pk in Draft.objects.values_list("pk", flat=True)}
    for draft, number in told["submitted"].items():
        if cases.get(draft) != [number]:
            yield f"draft {draft}: case {number} was acknowledged, there is {cases.get(draft)}"
    for draft in told["drafts"]:
        if (draft in drafts) == (draft in cases):
            yield f"draft {draft} is {'both draft and case' if draft in drafts else 'lost'}"
    if len(cases) + len(drafts) != len(told["drafts"]):
        yield f"{len(cases)} cases and {len(drafts)} drafts came of {len(told['drafts'])} drafts"
    outcomes = dict(Case.objects.values_list("number", "outcome"))
    for number in told["withdrawn"]:
        if outcomes.get(number) != "withdrawn":
            yield f"case {number} was withdrawn, but is {outcomes.get(number)}"


def payments(told: dict[str, Any]) -> Problems:
    """A fee is paid once, with one receipt and one case, or not at all."""
    transfers = Counter(Transfer.objects.filter(outcome="paid").values_list("payment_id", flat=True))
    receipts = Counter(Receipt.objects.values_list("payment_id", flat=True))
    cases = Counter(Case.objects.exclude(payment="").values_list("payment", flat=True))
    for fee in Payment.objects.all():
        paid = fee.state == "paid"
        found = (transfers[fee.pk], receipts[fee.pk], cases[str(fee.pk)])
        if found != (paid, paid, paid):
            yield f"fee {fee.ref1} is {fee.state} with (transfers, receipts, cases) {found}"
        said = told["paid"].get(fee.ref1)
        if said and (fee.transaction, f"{fee.amount / 100:.2f}") != tuple(said):
            yield f"fee {fee.ref1} was acknowledged as {said}, but is {fee.state} by {fee.transaction}"
    if (booked := Transfer.objects.count()) != sum(transfers.values()):
        yield f"{booked} transfers were booked, {sum(transfers.values())} of them as paid"
    for counter in ReceiptCounter.objects.all():
        rows = Receipt.objects.filter(agency=counter.agency_id, year=counter.year)
        if sorted(rows.values_list("running", flat=True)) != list(range(1, counter.last + 1)):
            yield f"receipts of agency {counter.agency_id} in {counter.year} have a gap"


def cases(told: dict[str, Any]) -> Problems:
    """The events of each case lead to its row; the ledger has a leaf for each; the citizen heard it once."""
    leaves = Counter(
        Record.objects.filter(kind__in=["submission", "decision"]).values_list("case_number", "action")
    )
    heard = Counter(
        Message.objects.filter(channel="inbox", template="case_opened").values_list("values__case", flat=True)
    )
    happened: dict[int, list[CaseEvent]] = {}
    for event in CaseEvent.objects.order_by("case_id", "seq"):
        happened.setdefault(event.case_id, []).append(event)
    events = 0
    for case in Case.objects.all():
        mine = happened.get(case.pk, [])
        events += len(mine)
        if [event.seq for event in mine] != list(range(1, case.revision + 1)):
            yield f"case {case.number} has revision {case.revision} and {len(mine)} events"
        row: dict[str, Any] = {}
        for event in mine:
            row.update(event.data)
        due = case.due_at.isoformat() if case.due_at else None
        is_ = {"to": case.state, "kind": case.kind, "outcome": case.outcome, "assignee": case.assignee_id,
               "due_at": due, "unit": case.unit_id, "agency": case.agency_id}  # fmt: skip
        if wrong := {name: (row.get(name), value) for name, value in is_.items() if row.get(name) != value}:
            yield f"case {case.number} is not what its events say: {wrong}"
        for action, times in Counter(event.kind for event in mine).items():
            if leaves[case.number, action] != times:
                yield f"case {case.number}: {times} x {action}, {leaves[case.number, action]} leaves"
        if heard[case.number] != 1:
            yield f"case {case.number}: the citizen was told {heard[case.number]} times"
    if sum(leaves.values()) != events:
        yield f"{events} events, {sum(leaves.values())} leaves"
    seen = {
        (number, verb, seq)
        for number, verb, seq in CaseEvent.objects.values_list("case__number", "kind", "seq")
    }
    for number, verb, seq in told["steps"]:
        # Who claims what a colleague took a moment before takes it over: that is another kind of step.
        kinds = ("claim", "assign") if verb == "claim" else (verb,)
        if not any((number, kind, seq) in seen for kind in kinds):
            yield f"case {number}: {verb} as step {seq} was acknowledged and is not there"


def ledger_holds() -> Problems:
    ledger.sequence_all()
    yield from ledger.verify_log().problems
    paid = Payment.objects.filter(state="paid").count()
    if (leaves := Record.objects.filter(kind="payment", action="paid").count()) != paid:
        yield f"{paid} fees are paid, {leaves} leaves say so"


def files(told: dict[str, Any]) -> Problems:
    """Every row has its file and every file its row; what was acknowledged opens as it was."""
    rows = {str(row.pk): row for row in documents.Document.objects.all()}
    for pk, row in rows.items():
        if hashlib.sha256(documents.open_document(row.pk).content).hexdigest() != row.sha256:
            yield f"file {pk} is not what its row says"
    stored = [path.relative_to(settings.FILES) for path in settings.FILES.rglob("*") if path.is_file()]
    there = {path.name for path in stored if path.parts[0] != "open"}
    if there != set(rows):
        yield f"files without a row: {there - set(rows)}; rows without a file: {set(rows) - there}"
    attached = {
        str(draft): answers.get("files")
        for draft, answers in [
            *CaseAnswers.objects.values_list("case__draft", "answers"),
            *Draft.objects.values_list("pk", "answers"),
        ]
    }
    for draft, sha256 in told["uploaded"].items():
        found = [rows[name].sha256 for name in attached.get(draft) or () if name in rows]
        if found != [sha256]:
            yield f"draft {draft}: its file was acknowledged, there is {attached.get(draft)}"


def tables() -> Problems:
    """Every table has its files, and every public file its table."""
    wanted = {name for v in Version.objects.all() for name in (f"{v.digest}.csv", v.parquet)}
    if wanted != (there := documents.public_names()):
        yield f"public files without a table: {there - wanted}; tables without a file: {wanted - there}"


def delivered() -> Problems:
    if left := Outbox.objects.count():
        yield f"{left} events were not told to who wants to hear them"
    heard = Counter(Delivery.objects.values_list("topic", flat=True))
    rows = CaseEvent.objects.filter(case__agency__code="psc-1111").values_list("kind", flat=True)
    if heard != (happened := Counter(f"case.{kind}" for kind in rows)):
        yield f"{dict(happened)} happened, the webhook heard of {dict(heard)}"
    doubled = Counter(Message.objects.values_list("dedupe_key", "channel", "address"))
    yield from (f"letter {key} was written {times} times" for key, times in doubled.items() if times > 1)


def main(told: dict[str, Any]) -> dict[str, Any]:
    documents.sweep(timedelta(0))
    sweep()
    with scope.system("test"):
        problems = [
            *durable(), *submissions(told), *payments(told), *cases(told), *ledger_holds(), *files(told),
            *tables(), *delivered(),
        ]  # fmt: skip
        counts = {
            "cases": Case.objects.count(),
            "events": CaseEvent.objects.count(),
            "paid": Payment.objects.filter(state="paid").count(),
            "files": documents.Document.objects.count(),
            "leaves": Record.objects.count(),
        }
    installation.let_go()
    return {"problems": problems, "counts": counts}


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin)), ensure_ascii=False))
