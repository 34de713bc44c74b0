"""The page for what nobody foresaw, and pages for refusals that Django leaves empty."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prasan.foundation import http
from prasan.foundation.errors import PrasanError, WrongMethod
from prasan.foundation.types import Handler
from prasan.look.context import bare_frame


class EmptyRefusals:
    """Gives refusals without a word a page: what a view does not understand or take."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in (400, 405) or response.streaming or response.content:
            return response
        page = http.answer(request, WrongMethod() if response.status_code == 405 else PrasanError())
        if allow := response.get("Allow"):
            page["Allow"] = allow
        return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the usual page without anything that asks the database; plainer if that fails."""
    if http.wants_problem(request):
        return http.server_error(request)
    try:
        error = http.fault()
        context = {"error": error, "status": error.status, "frame": replace(bare_frame(request), sign_in="")}
        return render(None, "look/error.html", context, status=error.status)
    except Exception:
        logging.getLogger(__name__).exception("the error page failed")
        return http.server_error(request)
