"""The server as a process of its own, a browser, and what tests look with."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "var" / "shots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
QUIET = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
PATIENCE = 20_000  # milliseconds a test waits for what it looks at, on a machine that does other things too
SIZES = {1280: 900, 390: 844, 320: 640}
SCRIPTS = re.compile(r"<script\b.*?</script>|</?noscript[^>]*>", re.DOTALL)
LANGUAGES = {"th": "", "en": "/en"}

# Playwright keeps an event loop in this thread; tests still use the database plainly.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """The program served by granian on the tests' database; gives its address.

    What a test wants the server to see must be committed (`transactional_db`).
    """
    from django.conf import settings

    def url(alias: str) -> str:
        d = settings.DATABASES[alias]
        return f"postgresql://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT']}/{d['NAME']}"

    if not (ROOT / "build" / "collected" / "staticfiles.json").exists():
        subprocess.run([sys.executable, "scripts/build_frontend.py"], cwd=ROOT, check=True)
    port = _free_port()
    environment = os.environ | {
        "DATABASE_URL": url("default"),
        "DATABASE_OWNER_URL": url("owner"),
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PRASAN_DEMO": "1",
        "PRASAN_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
    }
    log = (ROOT / "var" / f"browser-server-{port}.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "1", "prasan.config.wsgi:application",
        ],
        cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, Path(log.name))
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def services(transactional_db: None, server: str) -> None:
    """The shipped services, published: always all of them, so that the server may remember them by id."""
    from prasan.config.services import publish_shipped
    from prasan.foundation import scope

    with scope.system("services"):
        publish_shipped()


@pytest.fixture
def people(transactional_db: None, server: str) -> None:
    """The invented people of the demonstration."""
    from prasan.core.identity import service as identity
    from prasan.foundation import scope

    with scope.system("demonstration"):
        identity.make_demo_people()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; the tests of a machine without one cannot pass, so they say so."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    assert CHROMIUM, "no Chromium here: install the package `chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(server: str, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`visit(path, language="th", width=1280, js=True) -> Page`, each a visitor of their own.

    Pass `page=` to go on as the same visitor. A script error or a refusal of the content security policy
    fails the test.
    """
    contexts, complaints = [], []

    def go(path: str, language: str = "th", width: int = 1280, js: bool = True, page: Any = None) -> Any:
        if page is None:
            context = chromium.new_context(
                viewport={"width": width, "height": SIZES.get(width, 900)},
                java_script_enabled=js,
                locale="th-TH",
            )
            contexts.append(context)
            context.scripted = js
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda e: complaints.append(f"{page.url}: {e}"))
            page.on("console", lambda m: _listen(m, complaints, page.url))
        answer = page.goto(server + LANGUAGES[language] + path)
        assert answer.status < 500, f"{path}: {answer.status}"
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


def enter(visit: Any, username: str, language: str = "th", width: int = 1280, js: bool = True) -> Any:
    """A page of somebody who came in through the chooser of demo people."""
    from playwright.sync_api import expect

    page = visit("/demo/", language, width, js)
    page.locator(f"form[action$='/demo/{username}/'] button").click()
    expect(page.locator(".th-account")).to_be_visible()
    return page


def _listen(message: Any, complaints: list[str], url: str) -> None:
    # A page that answers 4xx on purpose is reported by the browser as a failed load; that is no fault.
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(f"{url}: {message.text}")


@pytest.fixture
def axe(server: str, chromium: Any) -> Iterator[Callable[[Any], None]]:
    """`axe(page)` fails with what axe-core finds against WCAG 2.2 A and AA and good practice.

    Where a page may run no script, axe cannot either: it reads the same page, its scripts taken out, in a
    second window that may.
    """
    windows: list[Any] = []

    def still(page: Any) -> Any:
        if not windows:
            windows.append(chromium.new_context(locale="th-TH"))
            windows[0].new_page().goto(server + "/about")  # so that styles and fonts are of the same origin
        window = windows[0].pages[0]
        window.set_viewport_size(page.viewport_size)
        window.set_content(SCRIPTS.sub("", page.content()), wait_until="load")
        return window

    def check(page: Any) -> None:
        page.wait_for_load_state()  # a click returns when the next page begins, before it holds anything
        if not page.context.scripted:
            page = still(page)
        page.evaluate(AXE.read_text())
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        told = [
            f"{v['id']} ({v['impact']}): {v['help']}\n    "
            + "\n    ".join(n["html"][:200] for n in v["nodes"])
            for v in found["violations"]
        ]
        assert not told, page.url + "\n" + "\n".join(told)

    yield check
    for window in windows:
        window.close()


@pytest.fixture
def shot() -> Callable[[Any, str], Path]:
    """`shot(page, name)` keeps a picture of the whole page under var/shots/ to be looked at."""

    def take(page: Any, name: str) -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        language = page.evaluate("() => document.documentElement.lang")
        path = SHOTS / f"{name}-{language}-{page.viewport_size['width']}.png"
        page.wait_for_load_state()
        page.evaluate("() => document.fonts.ready")
        page.screenshot(path=path, full_page=True)
        return path

    return take


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urlopen(address + "/about", timeout=5):  # noqa: S310  our own address
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
