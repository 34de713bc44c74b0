"""The HTTP API, version 1: every room's part put together, one description, one kind of refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from prasan.foundation.api import PROBLEM
from prasan.foundation.errors import Invalid, NotAllowed, NotFound, NotSignedIn, PrasanError

DESCRIPTION = """\
Everything an agency's systems need to work with Prasan: the catalogue and its forms, applications for people, \
cases and their steps, documents, payments, webhooks.

A key of an API client goes into `Authorization: Bearer ...`; services, places and agencies need none. Refusals \
are `application/problem+json` (RFC 9457) in the language of `Accept-Language` (th, en). Times are RFC 3339; money \
is whole satang. Each process of the server takes 600 requests a minute of a key, 120 of an address without one."""


class Api(NinjaAPI):
    """Ninja with our refusals: what goes wrong is raised on, so that the request's transaction is undone."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        match exc:
            case ValidationError():
                raise Invalid(_("What was sent does not fit this operation."), fields=_wrong(exc)) from exc
            case HttpError(status_code=401):
                raise NotSignedIn from exc
            case HttpError(status_code=403):
                raise NotAllowed from exc
            case HttpError(status_code=404):
                raise NotFound from exc
            case HttpError():
                raise PrasanError from exc
        raise exc

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Ninja's description, with refusals under their own media type."""
        described = super().get_openapi_schema(**options)
        for path in described["paths"].values():
            for operation in path.values():
                for status, answer in operation.get("responses", {}).items():
                    _describe(int(status), answer)
        return described


def _describe(status: int, answer: dict[str, Any]) -> None:
    answer["description"] = HTTPStatus(status).phrase
    content = answer.get("content", {}).get("application/json")
    if content is None:
        return
    if status >= 400:
        answer["content"] = {PROBLEM: content}
    elif content["schema"].get("format") == "binary":
        answer["content"] = {"*/*": {"schema": {}}}


def _wrong(error: ValidationError) -> dict[str, Any]:
    """By place: the parameter's name, or the path inside the body."""
    found: dict[str, Any] = {}
    for one in error.errors:
        place = [str(part) for part in one.get("loc", ())]
        name = ".".join(place[2:] if place[:1] == ["body"] else place[1:]) or (place[0] if place else "")
        kind = str(one.get("type", ""))
        found[name] = _("This is missing.") if kind == "missing" else _said(kind)
    return found


def _said(kind: str) -> Any:
    if "too_long" in kind or "too_short" in kind:
        return _("This is too long or too short.")
    if kind in ("greater_than_equal", "less_than_equal"):
        return _("This number is out of range.")
    return _("This is not of the kind that is read here.")


api = Api(
    title="Prasan",
    version="1",
    urls_namespace="api-1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    servers=[{"url": "/"}],
)
for router in (
    "prasan.core.casework.api.catalogue.router",
    "prasan.core.casework.api.cases.router",
    "prasan.core.casework.api.steps.router",
    "prasan.core.documents.api.router",
    "prasan.core.payments.api.router",
    "prasan.core.events.api.router",
    "prasan.core.directory.api.router",
    "prasan.missions.observatory.api.router",
    "prasan.missions.opendata.api.router",
):
    api.add_router("", router)
