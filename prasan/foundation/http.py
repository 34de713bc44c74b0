"""Errors as answers: problem documents for the API, a page for people.

`ErrorMiddleware` stands outside the one that holds the transaction, so that the transaction learns of the
error first and is rolled back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from prasan.foundation.languages import current_language
from prasan.foundation.types import Handler

from .errors import Broken, Invalid, NotAllowed, NotFound, PrasanError, TooLarge, Unavailable
from .problem import problem

View = TypeVar("View", bound=Callable[..., HttpResponse])
RETRY_SECONDS = 5  # a lock or a connection is free by then, or will not be for long
PAGE = "look/error.html"  # rendered with `error` (a PrasanError) and `status`


class ErrorMiddleware:
    """Turns what a view raised into the answer that tells it; what nobody foresaw goes on to Django."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        error = as_error(exception)
        return None if error is None else answer(request, error)


def as_error(exception: Exception) -> PrasanError | None:
    """The error to tell for an exception, or None when it is none that was foreseen."""
    match exception:
        case PrasanError():
            return exception
        case Http404():
            return NotFound()
        case PermissionDenied():
            return NotAllowed()
        case RequestDataTooBig():
            return TooLarge()
        case SuspiciousOperation():
            return PrasanError()
        case OperationalError() | InterfaceError():
            return busy()
        case DataError() | UnicodeEncodeError():
            # The last net: a number out of range, a NUL or half a character that no check before has seen.
            return Invalid(_("A text or number cannot be taken as it is."), code="unusable")
    return None


def answer(request: HttpRequest, error: PrasanError) -> HttpResponse:
    """The answer to `request` that tells `error`: a problem document under /api/, else a page.

    The page's frame knows it by `request.told_error`.
    """
    request.told_error = error  # type: ignore[attr-defined]
    if wants_problem(request):
        return _later(problem(request, error))
    try:
        page: str = render_to_string(PAGE, {"error": error, "status": error.status}, request)
    except (TemplateDoesNotExist, DatabaseError):
        # After an error inside the database its transaction answers no more queries.
        page = _bare(str(error.message))
    return _later(HttpResponse(page, status=error.status))


def wants_problem(request: HttpRequest) -> bool:
    """Whether a program asks rather than a person."""
    return request.path.startswith("/api/") and request.path != "/api/"  # that one describes it to people


def takes_files(view: View) -> View:
    """A page to which people who are signed in may send files; others get the small limit of a form."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return answer(request, as_error(exception) or PrasanError())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return answer(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return answer(request, NotFound())


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form gets whose CSRF token is missing or of another session (CSRF_FAILURE_VIEW)."""
    return answer(
        request,
        NotAllowed(_("The page was open too long. Go back, reload it and send it again."), code="stale-form"),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: needs neither database nor templates, which may be what is broken."""
    error = fault()
    if wants_problem(request):
        return _later(problem(request, error))
    return _later(HttpResponse(_bare(str(error.message)), status=error.status))


def fault() -> PrasanError:
    """What to tell for the exception in hand that nobody foresaw."""
    return busy() if isinstance(sys.exception(), OperationalError | InterfaceError) else Broken()


def busy() -> Unavailable:
    """A database that went away, has no connection left, or gave up on a deadlock or after too long.

    That is no fault of the program: the same may be tried again.
    """
    return Unavailable(code="database-away")


def _later(response: HttpResponse) -> HttpResponse:
    """Says when to try again, where that is what one may do."""
    if response.status_code == Unavailable.status:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
    return response


def _bare(text: str) -> str:
    return format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width"><title>{}</title>'
        '<main><h1>{}</h1><p><a href="/">{}</a></p></main></html>',
        current_language(),
        text,
        text,
        _("Home page"),
    )
