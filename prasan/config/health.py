"""/health, /ready and /metrics, answered before anything else looks at the request.

/health says that this process answers, whatever the host name. The other two answer to the portal's own names
and those of this machine: a stranger's page in a browser on it reads nothing by giving its name this address.
/ready says whether database, files and worker do too: 200 or 503.
/metrics is for the agency's Prometheus alone: with PRASAN_METRICS_TOKEN as a bearer token, or, when none is
set, from this very machine and not through a proxy.
"""

from __future__ import annotations

import hmac
import os
import time

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port, validate_host

from prasan.config import metrics
from prasan.core.documents.service import probe
from prasan.foundation.types import Handler

WORKER_SECONDS = 60  # the worker writes its heartbeat every ten
STORE_SECONDS = 30
LOCAL = ("localhost", "127.0.0.1", "[::1]")
THROUGH_PROXY = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")
_store: tuple[float, bool] | None = None


class HealthMiddleware:
    """The outermost layer: it must answer when everything within does not."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = {"/health": health, "/ready": ready, "/metrics": figures}.get(request.path)
        if page is None:
            return self.get_response(request)
        if request.path != "/health" and not known_host(request):
            return HttpResponse(status=400)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = page(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def known_host(request: HttpRequest) -> bool:
    """Whether the Host is one of the portal's names or of this machine's."""
    name, _port = split_domain_port(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
    return bool(name) and validate_host(name, [*settings.ALLOWED_HOSTS, *LOCAL])


def health(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Each part: "ok" or a short word for what is wrong, without details a stranger could use."""
    parts = {"database": database(), "files": files()}
    parts["worker"] = worker() if parts["database"] == "ok" else "unknown"
    well = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ok" if well else "not ready", **parts}, status=200 if well else 503)


def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus text; to a stranger this address does not exist."""
    if not _may_read_figures(request):
        return HttpResponse(status=404)
    return HttpResponse(
        metrics.text(_read_figures()), content_type="text/plain; version=0.0.4; charset=utf-8"
    )


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return "does not answer"
    return "ok"


def files() -> str:
    """Whether files can be kept; asked of the store at most every STORE_SECONDS, as it may be far away."""
    global _store
    now = time.monotonic()
    if _store is None or now - _store[0] > STORE_SECONDS:
        _store = (now, probe())
    return "ok" if _store[1] else "cannot be kept"


def worker() -> str:
    age = _worker_age()
    return "ok" if age is not None and age < WORKER_SECONDS else "no heartbeat"


def _worker_age() -> float | None:
    """Seconds since the latest heartbeat of any worker; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        (age,) = cursor.fetchone()
    return None if age is None else float(age)


def _read_figures() -> dict[str, tuple[str, float]]:
    began = time.perf_counter()
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed'),"
                " coalesce(extract(epoch FROM now() - min(scheduled_at) FILTER (WHERE status = 'todo')), 0)"
                " FROM procrastinate_jobs WHERE status IN ('todo', 'failed')"
            )
            todo, failed, late = cursor.fetchone()
        age = _worker_age()
    except Error:
        connection.close()
        return {"prasan_database_up": ("1 when the database answers.", 0)}
    return {
        "prasan_database_up": ("1 when the database answers.", 1),
        "prasan_database_seconds": ("Time of the queries for this page.", time.perf_counter() - began),
        "prasan_tasks_waiting": ("Background tasks not begun.", todo),
        "prasan_tasks_failed": ("Background tasks given up.", failed),
        "prasan_tasks_late_seconds": ("How late the oldest due task is.", max(0.0, float(late))),
        "prasan_worker_heartbeat_seconds": (
            "Since the worker's heartbeat; -1 without one.",
            -1 if age is None else age,
        ),
    }


def _may_read_figures(request: HttpRequest) -> bool:
    if token := os.environ.get("PRASAN_METRICS_TOKEN"):
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    local = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return local and not any(header in request.headers for header in THROUGH_PROXY)
