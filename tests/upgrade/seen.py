"""Run as a program: what people see of the walked cases (JSON on stdin), and what is held beside them.

Reads through pages and the rooms' public faces. Nothing in it depends on the day on which it is read.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from datetime import date
from typing import Any

from prasan.config import installation

installation.load()

from django.test import Client  # noqa: E402 - needs the settings

from prasan.core.casework import service as casework  # noqa: E402
from prasan.core.casework.models import Case, ServiceVersion  # noqa: E402
from prasan.core.casework.tests.world import acting  # noqa: E402
from prasan.core.identity import service as identity  # noqa: E402
from prasan.core.ledger import service as ledger  # noqa: E402
from prasan.core.measures import service as measures  # noqa: E402
from prasan.core.payments import service as payments  # noqa: E402
from prasan.foundation import scope  # noqa: E402


def main(walked: dict[str, Any]) -> dict[str, Any]:
    found = {
        "ledger": _ledger(),
        "held": _held(),
        "services": _services(),
        "cases": {name: _case(**told) for name, told in walked["cases"].items()},
        "draft": _draft(walked["draft"]),
    }
    installation.let_go()
    return found


def _ledger() -> dict[str, Any]:
    """Read before anything else: every look adds to it."""
    with scope.system("test"):
        report = ledger.verify_log()
        return {"entries": report.size, "problems": report.problems, "key": ledger.verifier().text}


def _held() -> dict[str, Any]:
    with scope.system("test"):
        rows = Case.objects.values_list("service__slug", "state")
        opened = measures.history("casework.opened", date(2020, 1, 1), date(2100, 1, 1), public=False)
        return {
            "cases": {f"{slug}: {state}": many for (slug, state), many in sorted(Counter(rows).items())},
            "people": identity.Account.objects.count(),
            "opened": sum(day.figure.value or 0 for day in opened if not day.figure.dims),
        }


def _services() -> dict[str, str]:
    """Every version of a service that is kept, read as the program reads it."""
    with scope.system("test"):
        return {
            f"{version.service.slug} {version.number}": casework.definition_of(version.pk).title.th
            for version in ServiceVersion.objects.select_related("service").order_by(
                "service__slug", "number"
            )
        }


def _case(
    number: str, owner: str, officer: str, file: str = "", payment: str = "", code: str = ""
) -> dict[str, Any]:
    mine, desk = _client(owner), _client(officer)
    with acting(_account(owner)) as who:
        view = casework.case_view(number)
        leaves = list(ledger.entries_of(who.subject, case=number, limit=50))
        found: dict[str, Any] = {
            "state": view.case.state,
            "outcome": view.case.outcome,
            "unit": f"{view.case.agency.code}/{view.case.unit.code}",
            "title": view.case.title,
            "answers": view.answers,
            "person": view.person,
            "events": [[h.event.kind, h.message.body if h.message else ""] for h in view.happenings],
            "clocks": [
                [c.deadline, c.due_at.isoformat(), c.paused, c.met_at is not None] for c in view.clocks
            ],
            "stars": view.rating.stars if view.rating else None,
            "ledger": [[line.kind, line.action, line.actor, line.at.isoformat()] for line in leaves],
            "proven": [_proven(line.leaf) for line in leaves],
        }
    found["citizen's page"] = _says(mine, f"/my/cases/{number}", view.case.title)
    found["officer's page"] = _says(desk, f"/desk/cases/{number}", view.case.title)
    if file:
        found["file"] = [_content(mine, file), _content(desk, file), _content(_client("khamsaen"), file)]
    if payment:
        found["fee"] = _fee(owner, mine, payment, code)
    return found


def _proven(leaf: int) -> bool:
    """Whether the receipt of the leaf is genuine; a false one raises."""
    return ledger.verify(ledger.receipt(leaf), [ledger.verifier()]).record is not None


def _fee(owner: str, mine: Client, payment: str, code: str) -> dict[str, Any]:
    with acting(_account(owner)):
        fee = payments.payment(payment)
        receipt = payments.receipt(fee)
    checked = payments.check_receipt(code)
    return {
        "amount": fee.amount, "state": fee.state, "paid_at": fee.paid_at.isoformat(), "number": receipt.number,
        "payer": fee.payer_name, "checked": checked is not None and checked.number == receipt.number,
        "page": _says(mine, f"/payments/{payment}/receipt", receipt.number),
    }  # fmt: skip


def _draft(draft: str) -> dict[str, Any]:
    with acting(_account("khamsaen")):
        return {"answers": casework.draft_for(draft).answers, "mine": len(casework.my_drafts())}


def _says(client: Client, path: str, text: str) -> list[Any]:
    answer = client.get(path)
    return [answer.status_code, text in answer.content.decode()]


def _content(client: Client, file: str) -> Any:
    answer = client.get(f"/documents/{file}")
    return hashlib.sha256(answer.getvalue()).hexdigest() if answer.status_code == 200 else answer.status_code


def _client(username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(_account(username))
    return client


def _account(username: str) -> identity.Account:
    with scope.system("test"):
        return identity.Account.objects.get(username=username)


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin)), ensure_ascii=False))
