"""Errors as other systems read them: RFC 9457 `application/problem+json`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from .errors import PrasanError

# The phrases of the HTTP statuses (RFC 9110), for every status that `errors` knows.
TITLES = {
    400: _("Bad Request"),
    401: _("Unauthorized"),
    403: _("Forbidden"),
    404: _("Not Found"),
    405: _("Method Not Allowed"),
    409: _("Conflict"),
    413: _("Content Too Large"),
    415: _("Unsupported Media Type"),
    422: _("Unprocessable Content"),
    429: _("Too Many Requests"),
    500: _("Internal Server Error"),
    503: _("Service Unavailable"),
}


def describe(error: PrasanError, instance: str = "") -> dict[str, Any]:
    """The members of the problem document.

    `type` is a URN that ends in the error's code; `title` and `detail` are in the reader's language;
    `errors` holds one entry a field, with a JSON pointer into the sent body
    (RFC 9457, section 3, gives this form as its example).
    """
    body: dict[str, Any] = {
        "type": f"urn:prasan:problem:{error.code}",
        "title": str(TITLES[error.status]),
        "status": error.status,
        "detail": str(error.message),
    }
    if instance:
        body["instance"] = instance
    if error.fields:
        body["errors"] = [
            {"pointer": f"#/{_pointer(name)}", "detail": str(text)} for name, text in error.fields.items()
        ]
    return body


def problem(request: HttpRequest, error: PrasanError) -> JsonResponse:
    """The answer to `request` that tells `error`, in the language of the request."""
    return JsonResponse(
        describe(error, request.path),
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _pointer(name: str) -> str:
    """A field name, dots between its parts, as JSON pointer tokens (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1").replace(".", "/")
