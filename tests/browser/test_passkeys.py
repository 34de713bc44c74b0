"""A passkey is added, lets its owner in, shows again who they are, and is removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Visit = Callable[..., Any]


def with_a_fingerprint_reader(page: Any) -> None:
    """A device of the browser's own that answers every question with the right finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_from_first_to_last(visit: Visit, server: str, people: None, axe: Any, shot: Any) -> None:
    here = server.replace("127.0.0.1", "localhost")  # passkeys belong to a name, never to a number
    page = visit("/about", width=390)
    with_a_fingerprint_reader(page)
    page.goto(f"{here}/demo/")
    page.locator("form[action$='/demo/kanda/'] button").click()
    page.goto(f"{here}/account/security/keys/add/")
    axe(page)
    shot(page, "passkey-add")
    page.click("#mfa_webauthn_add")
    expect(page.locator(".th-banner--success").first).to_be_visible()

    page.click(".th-account summary")
    page.locator(".th-account button").click()
    expect(page.locator(".th-account")).to_have_count(0)
    page.goto(f"{here}/account/sign-in/")
    page.click("#passkey_login")
    expect(page.locator(".th-account")).to_be_visible()

    page.goto(f"{here}/account/security/keys/")
    axe(page)
    shot(page, "passkeys")
    page.click("a[href$='/remove/']")
    page.click("#mfa_webauthn_reauthenticate")  # it is a matter of how to sign in: show once more who you are
    page.locator("main form button").click()
    expect(page.locator("main .th-panel")).to_have_count(0)
