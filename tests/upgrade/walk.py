"""Run as a program: make a small demonstration, and walk a few cases through it as people do.

Prints JSON: {"cases": {story: {"number", "owner", "officer", ...}}, "draft": id, "payment": id, "code": receipt code}.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

from prasan.config import demo, installation

installation.load()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - needs the settings
from django.utils import timezone  # noqa: E402

from prasan.core.casework import service as casework  # noqa: E402
from prasan.core.casework.tests.world import ANSWERS, acting  # noqa: E402
from prasan.core.documents import service as documents  # noqa: E402
from prasan.core.identity import service as identity  # noqa: E402
from prasan.core.ledger import service as ledger  # noqa: E402
from prasan.core.payments import service as payments  # noqa: E402
from prasan.core.payments.account import bank_keys, biller  # noqa: E402
from prasan.foundation import scope, signature  # noqa: E402
from tests.api_clients import PICTURE  # noqa: E402

IN_BULK = 200
COPY = {
    "address": {"no": "1", "place": "570701", "postcode": "57110"}, "relation": "head", "purpose": "สมัครเรียน",
    "copies": 2,
}  # fmt: skip
SCAM = {
    "lost": True, "story": "โอนเงินซื้อของแล้วไม่ได้รับของ", "kind": "goods", "contact": "line",
    "transfers": [{"from_bank": "ktb", "from_account": "1234567890", "to_bank": "kbank", "to_account": "9876543210",
                   "to_kind": "account", "amount": 150000, "sent_on": "2026-11-01"}],
}  # fmt: skip


def main() -> dict[str, Any]:
    installation.migrate()
    importlib.import_module("prasan.core.casework.flows.make_demo_cases").COUNT = IN_BULK
    demo.load([*demo.SHIPPED, *demo.INVENTED], lambda said: None)
    walked = {
        "cases": {"handed_over": handed_over(), "paid": paid(), "asked": asked(), "scam": scam()},
        "draft": _by("khamsaen", lambda: str(_draft("complaint", ANSWERS).pk)),
    }
    ledger.sequence_all()
    installation.let_go()
    return walked


def handed_over() -> dict[str, Any]:
    """A complaint with a photo, handed over to another agency, answered, settled and rated."""

    def file() -> tuple[str, str]:
        photo = SimpleUploadedFile("photo.png", PICTURE, "image/png")
        stored = documents.store(photo, owner=_account("boonmee").subject)
        draft = _draft("complaint", ANSWERS | {"files": [str(stored.pk)]})
        return casework.submit(draft.pk).number, str(stored.pk)

    number, photo = _by("boonmee", file)
    _by("waraporn", lambda: casework.claim(number))
    _by("waraporn", lambda: casework.hand_over(number, "chiang-rai-city/works", "อยู่ในเขตเทศบาล"))
    _by("somsak", lambda: casework.claim(number))
    _by("somsak", lambda: casework.note(number, "ส่งช่างไปดูแล้ว"))
    _by("somsak", lambda: casework.move(number, "settle", text="ซ่อมไฟเรียบร้อยแล้ว"))
    _by("boonmee", lambda: casework.rate(number, 4, "เร็วกว่าที่คิด"))
    return {"number": number, "owner": "boonmee", "officer": "somsak", "file": photo}


def paid() -> dict[str, Any]:
    """A certified copy: the fee is paid, so that the case opens by itself; the registrar has claimed it."""
    asked = _by("kanda", lambda: casework.ask_payment(_draft("house-registration-copy", COPY).pk))
    said = {
        "transaction": "RELEASE1", "biller": biller(), "ref1": asked.ref1, "ref2": asked.ref2, "currency": "THB",
        "amount": f"{asked.amount / 100:.2f}", "paid_at": timezone.now().isoformat(),
    }  # fmt: skip
    body = json.dumps(said).encode()
    payments.confirm(payments.read_confirmation(signature.sign(bank_keys()[0], "m1", body), body))

    def find() -> tuple[str, str]:
        draft = asked.reference.partition(":")[2]
        case = casework.case_from_draft(draft)
        assert case is not None
        return case.number, payments.receipt(payments.payment(asked.pk)).code

    number, code = _by("kanda", find)
    _by("suda", lambda: casework.claim(number))
    return {"number": number, "owner": "kanda", "officer": "suda", "payment": str(asked.pk), "code": code}


def asked() -> dict[str, Any]:
    """A complaint whose officer waits for the citizen: the clock stands still."""
    number = _by("khamsaen", lambda: casework.submit(_draft("complaint", ANSWERS).pk).number)
    _by("waraporn", lambda: casework.claim(number))
    _by("waraporn", lambda: casework.move(number, "ask", text="ขอทราบเลขเสาไฟ"))
    return {"number": number, "owner": "khamsaen", "officer": "waraporn"}


def scam() -> dict[str, Any]:
    """A scam report that the next step turns into a request to the bank."""
    number = _by("anucha", lambda: casework.submit(_draft("scam-report", SCAM).pk).number)
    _by("chalida", lambda: casework.claim(number))
    return {"number": number, "owner": "anucha", "officer": "chalida"}


def _draft(slug: str, answers: dict[str, Any]) -> Any:
    draft = casework.start_draft(slug)
    draft.answers |= answers
    draft.save()
    return draft


def _account(username: str) -> identity.Account:
    with scope.system("release"):
        return identity.Account.objects.get(username=username)


def _by(username: str, act: Callable[[], Any]) -> Any:
    with acting(_account(username)):
        return act()


if __name__ == "__main__":
    print(json.dumps(main()))
