"""The HTTP API, version 1: every room's part put together, one description, one kind of refusal."""

from __future__ import annotations

import re
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
is whole satang. Each process of the server takes 600 requests a minute of a key, 120 of an address without one \
(1,200 for reads of the open data catalogue)."""


# Pydantic's names of mistakes: which of its bounds to tell, and how.
ALLOWED = {
    "enum": ("expected", _("Use one of these: %(allowed)s.")),
    "literal_error": ("expected", _("Use one of these: %(allowed)s.")),
    "greater_than_equal": ("ge", _("This must be %(allowed)s or more.")),
    "less_than_equal": ("le", _("This must be %(allowed)s or less.")),
    "too_long": ("max_length", _("This is longer than %(allowed)s.")),
    "too_short": ("min_length", _("This is shorter than %(allowed)s.")),
}
KINDS = {
    "int_parsing": _("This must be a whole number."),
    "uuid_parsing": _("This must be an id (UUID)."),
}


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
        found[name] = _said(kind, one.get("ctx") or {})
    return found


def _said(kind: str, allowed: dict[str, Any]) -> str:
    """What is wrong by pydantic's name of it, with what it says is allowed."""
    for wrong, (bound, text) in ALLOWED.items():
        if kind.endswith(wrong) and bound in allowed:
            words = re.findall("'([^']*)'", str(allowed[bound]))  # 'a', 'b' or 'c': the "or" is English
            return str(text) % {"allowed": ", ".join(words) or allowed[bound]}
    if kind == "missing":
        return str(_("This is missing."))
    return str(KINDS.get(kind) or _("This is not of the kind that is read here."))


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
