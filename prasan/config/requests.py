"""One log line and two figures a request: which route, how it ended, how long it took; nothing it said."""

from __future__ import annotations

import time
import uuid

import structlog
from django.http import HttpRequest, HttpResponse

from prasan.config import metrics
from prasan.foundation.types import Handler

HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger("prasan.request")


class RequestMiddleware:
    """Names the request, and tells logs and figures of it when it is answered. The outermost but health."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = _name(request.headers.get(HEADER, ""))
        request.request_id = name  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=name):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            method = request.method if request.method in METHODS else "OTHER"
            route = route_of(request)
            metrics.REQUESTS.labels(method, route, str(response.status_code)).inc()
            metrics.SECONDS.labels(method, route).observe(seconds)
            log.info(
                "request",
                method=method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        response.headers[HEADER] = name
        return response


def route_of(request: HttpRequest) -> str:
    """The name of the page or operation, "static" for files, "none" where no address fits."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith("/static/") else "none"


def _name(given: str) -> str:
    """The proxy's name for the request when it is a UUID; any other text could carry anything."""
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return str(uuid.uuid4())
