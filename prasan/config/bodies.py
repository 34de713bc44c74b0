"""How much a request may bring, decided before any of it is read.

Visitors, and pages that take no files, get the small limit; who is signed in and sends files where they are
taken gets the large one, which the proxy in front has as well (docs/deploy.md).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from prasan.foundation.errors import TooLarge
from prasan.foundation.http import answer, wants_problem
from prasan.foundation.types import Handler


class BodyMiddleware:
    """Refuses with 413 what is longer than it may be. In front of whatever reads the form (CSRF does)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        length = _length(request)
        most = settings.BODY_LIMIT
        if length > most and _may_bring_files(request, view):
            most = settings.UPLOAD_LIMIT
        return answer(request, TooLarge()) if length > most else None


class CountingHandler(FileUploadHandler):
    """Stops reading files when they come to more than the large limit, whatever length was announced."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """The chunk as it came. Raises RequestDataTooBig, which is answered with 413."""
        self.seen += len(raw_data)
        if self.seen > settings.UPLOAD_LIMIT:
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers that keep it."""


def _length(request: HttpRequest) -> int:
    """Bytes announced; 0 without a length, as Django then reads nothing."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _may_bring_files(request: HttpRequest, view: Any) -> bool:
    api = wants_problem(request)
    takes = request.path.endswith("/documents") if api else getattr(view, "takes_files", False)
    return takes and request.user.is_authenticated
