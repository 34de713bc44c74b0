"""The service owner's office in a browser: from a first text to a second version, on any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.models import Account
from prasan.foundation import scope

Visit = Callable[..., Any]
WRONG = ("do: claim", "do: clam")


@pytest.fixture
def as_owner(transactional_db: None, visit: Visit, server: str) -> Visit:
    """`as_owner(path, …)`: the visitor is a service owner of the public service centre."""
    client = Client()
    with scope.system("test"):
        account = Account.objects.create_user("service-owner", given_th="สมหญิง", family_th="ใจดี")
        identity.join_unit(account, directory.unit("psc-1111/intake"), ["service_owner"])
        client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def go(path: str, *args: Any, **more: Any) -> Any:
        page = visit("/about", *args, **more)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        return visit(path, *args, page=page, **{k: v for k, v in more.items() if k in ("language", "width")})

    return go


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "js"), [("th", True), ("en", True), ("en", False)])
def test_from_a_first_text_to_a_second_version(
    as_owner: Visit, axe: Any, shot: Any, language: str, width: int, js: bool
) -> None:
    page = as_owner("/services-office/new", language=language, width=width, js=js)

    def look(name: str) -> None:
        page.locator("footer").wait_for()  # the whole page is there
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        axe(page)
        shot(page, f"services-office-{name}{'' if js else '-no-script'}")

    text = page.locator("#source").input_value().replace("my-service", "lost-dogs")
    text = text.translate(dict.fromkeys(map(ord, "‹›")))  # own words instead of the example's
    page.fill("#source", text.replace(*WRONG))
    page.click("button[value=check]")
    page.locator(".govuk-error-summary").wait_for()
    expect(page.locator(".th-faults")).to_contain_text("do: clam")
    look("mistakes")

    page.fill("#source", text)
    page.click("button[value=check]")
    page.locator("svg[role=img]").first.wait_for()
    look("checked")
    page.click("button[value=publish]")
    page.wait_for_url("**/lost-dogs/versions")
    page.goto(page.url.replace("/versions", ""))
    page.fill("#source", text.replace("en: Subject", "en: What about"))
    page.click("button[value=check]")
    expect(page.locator(".th-diff__added")).to_have_count(1)
    page.click("button[value=publish]")
    look("versions")
    page.click("tbody a")
    look("version")
    family = page.locator(".th-code code").evaluate("code => getComputedStyle(code).fontFamily")
    assert "IBM Plex Sans Thai" in family  # no Thai letter is left to a font that lacks it
    page.click("nav.govuk-breadcrumbs a")
    look("index")
