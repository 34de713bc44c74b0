"""An auditor reads the ledger of an agency."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import enter

Visit = Callable[..., Any]


def test_the_ledger_is_read_and_narrowed(visit: Visit, people: None, axe: Any, shot: Any) -> None:
    from prasan.core.ledger import service as ledger
    from prasan.foundation import scope

    with scope.system("test"):
        for kind, action, data in (("look", "view", ["name", "phone"]), ("decision", "approve", [])):
            ledger.record(
                kind, actor="นางสาววราภรณ์ สาธิตงาม", role="officer", agency="psc-1111", unit="intake",
                action=action, case="691100012345", data=data, basis="public_task",
            )  # fmt: skip
    for language, width in product(("th", "en"), (1280, 390)):
        page = enter(visit, "wilai", language, width)
        expect(page).to_have_url(re.compile(r"/ledger/audit$"))
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        visit("/ledger/audit?agency=psc-1111", language, page=page)
        axe(page)
        shot(page, "audit")
        page.fill("[name=officer]", "วราภรณ์")
        page.select_option("[name=kind]", "decision")
        page.locator("main form .govuk-button").click()
        page.wait_for_url("**officer=**")
        expect(page.locator("#lines li")).to_have_count(1)
