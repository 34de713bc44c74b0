"""A look at a list of the desk says which list and of how many cases, and is found by each case that stood on it."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.queries import View
from prasan.core.identity import service as identity
from prasan.core.ledger.actions import LISTS

from . import world
from .test_counter import opened_for_a_caller

pytestmark = pytest.mark.django_db
INTAKE = "psc-1111/intake"


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


def signed_in(account: identity.Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def lines(auditor: Client, **narrowed: str) -> list[str]:
    page = auditor.get("/en/ledger/audit", {"kind": "look", **narrowed}).content.decode()
    found = re.findall(r'govuk-!-margin-bottom-1">([^<]+)</p>', page)
    return [html.unescape(line) for line in found if "in the list" in line]


def test_it_says_which_list_and_is_found_by_each_case() -> None:
    own = world.complaint(world.citizen())
    nameless = opened_for_a_caller(world.officer(INTAKE, "operator"))
    closed = world.complaint(world.citizen("malee"))
    officer = world.officer(INTAKE)
    with world.acting(officer):
        casework.claim(closed)
        casework.move(closed, "refuse", text="ไม่อยู่ในอำนาจ")
    desk, auditor = signed_in(officer), signed_in(world.officer(INTAKE, "auditor", username="wilai"))
    for address in ("/desk?view=unclaimed", "/desk?view=closed", "/desk?view=mine", "/desk?q=ไม่มีคำนี้เลย"):
        assert desk.get(address).status_code == 200
    unclaimed, shut = "in the list “unclaimed cases”: 2 cases", "in the list “closed cases”: 1 case"
    assert [line.count(told) for line, told in zip(lines(auditor), (shut, unclaimed), strict=True)] == [1, 1]
    for number, told in ((own, unclaimed), (nameless, unclaimed), (closed, shut)):
        found = lines(auditor, case=number)
        assert len(found) == 1 and told in found[0], number
    assert lines(auditor, case="691100000000") == []


def test_every_view_has_a_word() -> None:
    assert {view.value for view in View} == LISTS.keys()
