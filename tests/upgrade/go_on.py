"""Run as a program: people go on with the walked cases (JSON on stdin) through the pages, under the program of today.

First the shipped services are published, as a start after an upgrade does; running cases stay on their versions.
Prints JSON: what became of each.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from prasan.config import demo, installation

installation.load()

from prasan.core.casework import service as casework  # noqa: E402 - needs the settings
from prasan.core.casework.models import Case  # noqa: E402
from prasan.core.casework.tests.world import acting  # noqa: E402
from prasan.core.ledger import service as ledger  # noqa: E402
from prasan.foundation import scope  # noqa: E402

from .seen import _account, _client  # noqa: E402


def main(walked: dict[str, Any]) -> dict[str, Any]:
    demo.load(demo.SHIPPED, lambda said: None)
    numbers = {name: told["number"] for name, told in walked["cases"].items()}
    versions = _versions(numbers)
    found: dict[str, Any] = {
        "copy": _act("suda", numbers["paid"], "approve", text="รับรองแล้ว"),
        "answered": _act("khamsaen", numbers["asked"], "answer", text="เสาเลขที่ 12"),
        "settled": _act("waraporn", numbers["asked"], "settle", text="แจ้งเทศบาลแล้ว"),
        "reopened": _act("boonmee", numbers["handed_over"], "reopen", text="ไฟดับอีกแล้ว"),
        "hold": _act("chalida", numbers["scam"], "request_hold", text="ขอให้ระงับโดยเร็ว"),
    }
    with acting(_account("kanda")):
        view = casework.case_view(numbers["paid"])
        found["papers"] = [len(h.message.files) for h in view.happenings if h.message and h.message.files]
    with scope.system("test"):
        asked = Case.objects.get(parent__number=numbers["scam"])
        found["bank"] = [asked.version.service.slug, asked.agency.code]
    found["held"] = _act("kornkanok", asked.number, "claim")
    sent = _client("khamsaen").post(f"/drafts/{walked['draft']}/check")
    with acting(_account("khamsaen")):
        opened = casework.case_from_draft(walked["draft"])
    found["submitted"] = [sent.status_code, opened is not None]
    found["versions stay"] = versions == _versions(numbers)
    with scope.system("test"):
        ledger.sequence_all()
        found["problems"] = ledger.verify_log().problems
    installation.let_go()
    return found


def _act(username: str, number: str, verb: str, text: str = "") -> list[Any]:
    """Take the step on the page of the case: the answer's status and the state after it."""
    with acting(_account(username)):
        seen = casework.case_view(number, look=False).case
    where = "my" if seen.applicant_id == _account(username).pk else "desk"
    sent = {"do": verb, "text": text, "revision": seen.revision}
    answer = _client(username).post(f"/{where}/cases/{number}/act", sent)
    with scope.system("test"):
        return [answer.status_code, Case.objects.get(number=number).state]


def _versions(numbers: dict[str, str]) -> dict[str, int]:
    with scope.system("test"):
        return dict(Case.objects.filter(number__in=numbers.values()).values_list("number", "version_id"))


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin)), ensure_ascii=False))
