"""Run as a program: make the installation's tables, people and services, and prepare work to be done.

    python -m tests.kills.make SUBMISSIONS PAYMENTS

Prints JSON: {"submissions": [[username, draft]], "payments": [[draft, ref1, ref2, "0.00"]]}.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from prasan.config import demo, installation

installation.load()

from prasan.core.casework import service as casework  # noqa: E402 - needs the settings
from prasan.core.casework.definitions import definition_of  # noqa: E402
from prasan.core.casework.models import Draft  # noqa: E402
from prasan.core.casework.tests.world import ANSWERS, acting  # noqa: E402
from prasan.core.directory import service as directory  # noqa: E402
from prasan.core.events import service as events  # noqa: E402
from prasan.core.identity import service as identity  # noqa: E402
from prasan.foundation import scope  # noqa: E402

from . import CITIZENS  # noqa: E402

COPY = {
    "address": {"no": "1", "place": "570701", "postcode": "57110"},
    "relation": "head",
    "purpose": "สมัครเรียน",
    "copies": 2,
}


def main(submissions: int, payments: int) -> dict[str, Any]:
    installation.migrate()
    demo.load(
        [*demo.SHIPPED, *(i for i in demo.INVENTED if i.function.endswith(":make_demo_people"))], _quiet
    )
    _hear_of_everything()
    made: dict[str, Any] = {"submissions": [], "payments": []}
    for place, username in enumerate(CITIZENS):
        with scope.system("test"):
            account = identity.Account.objects.get(username=username)
        with acting(account):
            many = range(place, submissions, len(CITIZENS))
            made["submissions"] += [[username, str(pk)] for pk in _drafts("complaint", ANSWERS, len(many))]
            for pk in _drafts("house-registration-copy", COPY, len(range(place, payments, len(CITIZENS)))):
                asked = casework.ask_payment(pk)
                made["payments"].append([str(pk), asked.ref1, asked.ref2, f"{asked.amount / 100:.2f}"])
    installation.let_go()
    return made


def _hear_of_everything() -> None:
    """A webhook that hears of every complaint; nobody answers there, but each event has to be written once."""
    with scope.system("test"):
        unit = directory.unit("psc-1111/intake")
        seat = scope.Seat(unit.pk, unit.agency_id, frozenset({"administrator"}))
    with scope.activate(scope.Scope(system="test", seats=(seat,))):
        events.save_endpoint("psc-1111", "http://127.0.0.1:9/", ["case.*"])


def _drafts(slug: str, answers: dict[str, Any], count: int) -> list[Any]:
    """As many equal drafts of the person in scope; all but the upload is filled in."""
    first = casework.start_draft(slug, answers=answers)
    form = definition_of(first.version_id).form
    first.pages_done = [page.id for page in form.pages if page.id != "evidence"] if form else []
    first.save()
    same = {f.attname: getattr(first, f.attname) for f in Draft._meta.concrete_fields if f.name != "id"}
    more = Draft.objects.bulk_create(Draft(**same) for _ in range(count - 1))
    return [first.pk, *(draft.pk for draft in more)]


def _quiet(_said: str) -> None:
    pass


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
