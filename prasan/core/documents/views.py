"""Download and preview. A document one may not see is not found."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from prasan.foundation.errors import NotFound

from . import queries
from .flows.show import admit


@require_safe
def download(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The file, always as an attachment: nothing uploaded is ever shown as a page of the portal."""
    try:
        opened = queries.open_document(document_id)
    except NotFound as error:
        raise Http404 from error
    admit(opened.document, request.GET.get("case", ""))
    response = HttpResponse(opened.content, content_type=opened.document.media_type)
    disposition = content_disposition_header(True, opened.document.name)
    response["Content-Disposition"] = disposition or "attachment"
    return _private(response)


@require_safe
def preview(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """A picture of the file or its first page, drawn by us."""
    try:
        document, picture = queries.document(document_id), queries.preview(document_id)
    except NotFound as error:
        raise Http404 from error
    admit(document, request.GET.get("case", ""))
    return _private(HttpResponse(picture, content_type="image/png"))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
