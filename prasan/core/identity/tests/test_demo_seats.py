"""The invented officers can do what the demonstration shows: approve a refund, audit the administrator."""

from __future__ import annotations

from prasan.core.identity.flows.make_demo_people import demo_people


def _holders(role: str) -> dict[str, set[str]]:
    """Who holds the role, by agency."""
    held: dict[str, set[str]] = {}
    for row in demo_people():
        for seat in row["seats"].split():
            unit, _colon, roles = seat.partition(":")
            if role in roles.split("|"):
                held.setdefault(unit.split("/")[0], set()).add(row["username"])
    return held


def test_whoever_asks_for_a_refund_is_not_alone() -> None:
    finance = _holders("finance")
    assert finance
    assert all(len(people) >= 2 for people in finance.values()), finance


def test_the_agency_of_an_administrator_has_an_auditor() -> None:
    assert set(_holders("administrator")) <= set(_holders("auditor"))
