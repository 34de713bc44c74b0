"""What a machine can see of a claim: pages are asked for as a visitor asks, inside the program."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client  # asks the whole program, middleware and all, without a network

from prasan.core.casework import service as casework

from .listed import Claim


class Visitor:
    """Asks for pages of this portal; each is asked for once."""

    def __init__(self) -> None:
        self._client = Client(
            SERVER_NAME=urlsplit(settings.PUBLIC_URL).hostname or "localhost", raise_request_exception=False
        )
        self._seen: dict[str, tuple[int, str]] = {}

    def page(self, path: str) -> tuple[int, str]:
        """The status and the text of a page."""
        if path not in self._seen:
            answer = self._client.get(path, secure=settings.SECURE)
            text = "" if answer.streaming else answer.content.decode("utf-8", "replace")
            self._seen[path] = answer.status_code, text
        return self._seen[path]

    def shows(self, path: str, *texts: str) -> bool:
        """Whether the page answers and all of the texts are in it."""
        status, text = self.page(path)
        return status == 200 and all(one in text for one in texts)


def _english(path: str) -> str:
    return "/en/" if path == "/" else f"/en{path}"


def _languages(visitor: Visitor, path: str) -> bool:
    return visitor.shows(path, 'lang="th"') and visitor.shows(_english(path), 'lang="en"')


CHECKS: dict[str, Callable[[Visitor, str], bool]] = {
    "answers": lambda visitor, path: visitor.shows(path),
    "languages": _languages,
    "search": lambda visitor, path: visitor.shows(path, 'role="search"', 'type="search"'),
    "contact": lambda visitor, path: visitor.shows("/", f'href="{path}"') and visitor.shows(path, "<h1"),
    "privacy": lambda visitor, path: visitor.shows("/", f'href="{path}"') and visitor.shows(path, "<h1"),
    "accessible": lambda visitor, path: visitor.shows("/", f'href="{path}"') and visitor.shows(path, "WCAG"),
    "responsive": lambda visitor, path: visitor.shows(path, 'name="viewport"'),
    "tls": lambda _visitor, _path: settings.SECURE,
}


def look(visitor: Visitor, claim: Claim) -> tuple[bool | None, list[str]]:
    """Whether the claim holds (None where a machine cannot tell), and the names of the checks that failed."""
    if claim.service:
        entry = casework.entry(claim.service)
        if entry is not None and not entry.online and entry.definition.elsewhere:
            return None, []  # done on another's pages, which are not asked from here
        return (True, []) if entry is not None and entry.online else (False, ["service"])
    failed = [name for name in claim.checks if not CHECKS[name](visitor, claim.path)]
    return (not failed if claim.checks else None), failed
