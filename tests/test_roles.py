"""Who may do what, for every address and every role, held against a table that people read.

The addresses come from the program itself, so a new one without a line in `tests/data/roles.csv` fails here.
To take it in: `PRASAN_WRITE_ROLES=1 pytest tests/test_roles.py`, then read the difference before committing it.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from prasan.core.casework.pages import desk
from prasan.core.identity import api_access
from tests import roles
from tests.roles import ROLES, Visit, World, outcome

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "data" / "roles.csv"
WRITE = os.environ.get("PRASAN_WRITE_ROLES") == "1"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(api_access, "PER_MINUTE", 10**9)
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 10**9)
    monkeypatch.setattr("django.conf.settings.HARVEST_PER_MINUTE", 10**9)
    desk._versions.cache_clear()  # it remembers services of tests that were undone


def table() -> dict[str, dict[str, str]]:
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {line.pop("address"): line for line in csv.DictReader(lines)}


def write(role: str, found: dict[str, str]) -> None:
    kept = table()
    rows = [{"address": key, **kept.get(key, {}), role: said} for key, said in found.items()]
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["address", *ROLES], lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_the_table_says(role):
    visit = Visit(World(), role)
    found, broken = {}, []
    for route in roles.routes():
        answer = visit.to(route)
        found[route.key] = outcome(answer)
        if answer.status_code >= 500 and answer.status_code != 503:
            broken.append(f"{route.key}: {answer.status_code}")
    assert not broken, "\n".join(broken)
    if WRITE:
        write(role, found)
    expected = {key: line[role] for key, line in table().items()}
    new = found.keys() - expected.keys()
    assert not new, f"not in {TABLE.name}: {sorted(new)}"
    gone = expected.keys() - found.keys()
    assert not gone, f"in {TABLE.name} but gone: {sorted(gone)}"
    other = {key: (expected[key], said) for key, said in found.items() if said != expected[key]}
    assert not other, f"address: (table, found) as {role}: {other}"
