"""The door of the API: whose key it is, in which language, how often, and every refusal as a problem document."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from prasan.foundation.errors import (
    NotAllowed,
    NotFound,
    NotSignedIn,
    PrasanError,
    TooLarge,
    TooMany,
    WrongMethod,
    WrongType,
)
from prasan.foundation.http import wants_problem
from prasan.foundation.problem import problem
from prasan.foundation.types import Handler

from .flows.clients import PREFIX, hashed
from .flows.throttle import network
from .models import Account

PER_MINUTE = 600  # requests of one key, in each process of the server
PER_MINUTE_OPEN = 120  # requests without a key from one address, in each process of the server
NOT_SENT_AGAIN = 0.1  # what an answer 304 counts: who asks whether something is new costs little
MOST_REMEMBERED = 20_000
REFUSALS: dict[int, type[PrasanError]] = {
    400: PrasanError, 401: NotSignedIn, 403: NotAllowed, 404: NotFound, 405: WrongMethod,
    413: TooLarge, 415: WrongType, 429: TooMany,
}  # fmt: skip


@dataclass(frozen=True)
class Caller:
    """The API client behind a request: its id and what its key opens."""

    id: int
    scopes: frozenset[str]


class Counter:
    """Requests of each caller in the present minute, in this process's memory.

    Not shared between processes: a shared count would cost every read a write, and the limit only keeps
    one client from taking a process for itself.
    """

    def __init__(self) -> None:
        self.minute = 0
        self.counts: dict[str, float] = {}

    def too_many(self, who: str, most: int) -> bool:
        minute = int(time.time() // 60)
        if minute != self.minute or len(self.counts) > MOST_REMEMBERED:
            self.minute, self.counts = minute, {}
        self.counts[who] = self.counts.get(who, 0) + 1
        return self.counts[who] > most

    def give_back(self, who: str, part: float) -> None:
        """Count a request that was cheap for less."""
        if who in self.counts:
            self.counts[who] = max(0.0, self.counts[who] - part)


counter = Counter()


class ApiMiddleware:
    """For addresses under /api/: a session's cookie means nothing there, only a key does."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not wants_problem(request):
            return self.get_response(request)
        request.user = AnonymousUser()
        translation.activate(translation.get_language_from_request(request))
        try:
            who = enter(request)
            response = self.get_response(request)
            if response.status_code == 304:
                counter.give_back(who, 1 - NOT_SENT_AGAIN)
        except PrasanError as error:
            response = problem(request, error)
        response = as_problem(request, response)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="prasan"'
        if response.status_code == 429:
            response.headers["Retry-After"] = str(60 - int(time.time()) % 60)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse a body of another kind than is read: JSON, or a form with files where files are taken."""
        if not wants_problem(request) or request.method not in ("POST", "PUT", "PATCH"):
            return None
        wanted = "multipart/form-data" if request.path.endswith("/documents") else "application/json"
        sent = request.content_type or ""
        empty = request.headers.get("Content-Length") in (None, "", "0") and not sent
        return None if empty or sent == wanted else problem(request, WrongType())


def enter(request: HttpRequest) -> str:
    """Find out whose key the request carries; under which name it is counted.

    Raises NotSignedIn for a wrong one, TooMany.
    """
    header = request.headers.get("Authorization", "")
    if not header:
        who, most = network(request), PER_MINUTE_OPEN
        # A catalogue is read entry by entry by the portals that harvest it; each address may do so at its own pace.
        if any(request.path.startswith(path) for path in settings.HARVEST_PATHS):
            who, most = f"harvest {who}", settings.HARVEST_PER_MINUTE
        if counter.too_many(who, most):
            raise TooMany
        return who
    kind, _space, key = header.partition(" ")
    found = account_of_key(key.strip()) if kind.lower() == "bearer" else None
    if found is None:
        if counter.too_many(network(request), PER_MINUTE_OPEN):
            raise TooMany
        raise NotSignedIn
    account, caller = found
    who = f"client {caller.id}"
    if counter.too_many(who, PER_MINUTE):
        raise TooMany
    request.user = account
    request.api_client = caller  # type: ignore[attr-defined]
    return who


def account_of_key(key: str) -> tuple[Account, Caller] | None:
    """The account of a key with its seats, in one query; None for a key that is wrong or revoked."""
    if not key.startswith(PREFIX):
        return None
    sql = "SELECT (account).*, seats::text AS told, client AS key_id, scopes AS opens FROM identity_key(%s)"
    for account in Account.objects.raw(sql, [hashed(key)]):
        account.seats = json.loads(getattr(account, "told"))  # noqa: B009
        caller = Caller(getattr(account, "key_id"), frozenset(getattr(account, "opens")))  # noqa: B009
        return (account, caller) if account.is_active else None
    return None


def as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A refusal that is no problem document yet, made one; its headers stay.

    A response with `own_refusal` keeps its shape: it speaks the API of another program.
    """
    if getattr(response, "own_refusal", False):
        return response
    kind = response.headers.get("Content-Type", "")
    if response.status_code < 400 or response.status_code >= 500 or kind.startswith("application/problem"):
        return response
    told = problem(request, REFUSALS.get(response.status_code, PrasanError)())
    told.status_code = response.status_code
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
