"""What every room's part of the HTTP API is made with: the problem document, keys, answers that can come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Protocol, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from ninja.security import HttpBearer
from pydantic import Field

from . import scope
from .errors import NotAllowed, NotSignedIn
from .paging import MOST, Page

T = TypeVar("T")
PROBLEM = "application/problem+json"


class Mistake(Schema):
    """One thing that is wrong in what was sent."""

    pointer: str = Field(description="Where, as JSON pointer into the body or the parameters.")
    detail: str


class Problem(Schema):
    """What went wrong (RFC 9457). `type` ends in a stable word; `detail` is in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[Mistake] | None = None


def answers(ok: Any, *statuses: int, status: int = 200, keyed: bool = True) -> dict[int, Any]:
    """The answers an operation can give: its own, the problems named, and those that any request can meet."""
    common = {400, 401, 405, 422, 429} | ({403} if keyed else set())
    return {status: ok, **dict.fromkeys(sorted(common | set(statuses)), Problem)}


Cursor = Annotated[str, Query(max_length=2000, description="`next` of the page before; empty for the first.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


class Listed(Schema):
    """A page of a list that can grow; whoever makes one adds its `items`."""

    next: str = Field(description='`cursor` of the next page, "" on the last one.')


def listed(page: Page[T], shape: Callable[[T], object]) -> dict[str, Any]:
    """The page as a `Listed`, each row as `shape` makes it."""
    return {"items": [shape(row) for row in page], "next": page.next_cursor}


class Client(Protocol):
    """Whose key a request carries; set on the request as `api_client`."""

    id: int
    scopes: Iterable[str]


class Key(HttpBearer):
    """The key of an API client that opens `opens`, as bearer token."""

    def __init__(self, opens: str) -> None:
        super().__init__()
        self.opens = opens

    def __call__(self, request: HttpRequest) -> Client:
        client = client_of(request)
        # One whose every seat an administrator has ended works nowhere any more.
        if self.opens not in client.scopes or not scope.current().seats:
            raise NotAllowed(_("This key does not open that."), code="scope")
        return client

    def authenticate(self, request: HttpRequest, token: str) -> Client:
        """As ninja calls it; the key was read before the request's transaction began."""
        return client_of(request)


def client_of(request: HttpRequest) -> Client:
    """The API client that asks. Raises NotSignedIn."""
    client: Client | None = getattr(request, "api_client", None)
    if client is None:
        raise NotSignedIn
    return client
