"""`/api/3/action/NAME`: an action by name, in CKAN's envelope."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prasan.foundation.errors import PrasanError

from . import catalogue, datastore
from .errors import Refused, not_found
from .parameters import Parameters, read

Action = Callable[[Parameters], Any]


def help_show(given: Parameters) -> Any:
    """What an action does."""
    name = given.text("name", required=True)
    if name not in ACTIONS:
        raise not_found()
    return inspect.getdoc(ACTIONS[name])


ACTIONS: dict[str, Action] = {
    action.__name__: action
    for action in (
        catalogue.status_show, catalogue.site_read, catalogue.package_list, catalogue.package_show,
        catalogue.package_search, catalogue.current_package_list_with_resources, catalogue.resource_show,
        catalogue.resource_search, catalogue.organization_list, catalogue.organization_show,
        catalogue.group_list, catalogue.group_show, catalogue.tag_list, catalogue.tag_show,
        catalogue.license_list, datastore.datastore_search, datastore.datastore_info, help_show,
    )
}  # fmt: skip


@csrf_exempt  # nothing is written, and a cookie opens nothing here
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, name: str) -> HttpResponse:
    """Do the action. Every answer is an envelope, refusals too; 304 for what the reader has already."""
    help_ = f"{settings.PUBLIC_URL}/api/3/action/help_show?name={name}"
    try:
        if name not in ACTIONS:
            raise Refused("Not Found Error", f"Action name not known: {name}", status=404)
        done = _answer({"help": help_, "success": True, "result": ACTIONS[name](read(request))}, 200)
        return done if request.method == "POST" else _unless_known(request, done)
    except Refused as error:
        told: dict[str, Any] = {"__type": error.kind, **error.fields}
        if error.message:
            told["message"] = error.message
        return _answer({"help": help_, "success": False, "error": told}, error.status)
    except PrasanError as error:
        told = {"__type": error.code, "message": str(error.message)}
        return _answer({"help": help_, "success": False, "error": told}, error.status)


def _answer(content: dict[str, Any], status: int) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.own_refusal = True  # type: ignore[attr-defined]  # its shape is CKAN's, no problem document
    return response


def _unless_known(request: HttpRequest, response: JsonResponse) -> HttpResponse:
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "public, no-cache"  # kept, but asked for anew each time
    response.headers["Vary"] = "Accept-Encoding"
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if known is None or known is response:
        return response
    known.headers["Access-Control-Allow-Origin"] = "*"
    return known
