"""Documents by HTTP: give one in, read one."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from prasan.core.events.service import RepeatKey, done_once
from prasan.foundation import scope
from prasan.foundation.api import Key, answers

from . import queries, views
from .flows.show import admit
from .flows.store import store
from .models import Document

router = Router(tags=["documents"])


class DocumentOut(Schema):
    """A file as it was kept; its id goes into answers and messages."""

    id: uuid.UUID
    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    created_at: datetime


@router.post(
    "/documents",
    auth=Key("cases.submit"),
    response=answers(DocumentOut, 409, 413, 415, 503, status=201),
    summary="Upload a document",
)
def upload(
    request: HttpRequest, file: UploadedFile = File(...), idempotency_key: RepeatKey = None
) -> Status[Document]:
    """Check and keep a file for an application. The units of the client may read it."""

    def kept() -> dict[str, str]:
        return {"id": str(store(file, owner=None, units=list(dict.fromkeys(scope.current().units))).pk)}

    digest = hashlib.sha256((file.name or "").encode())
    for piece in file.chunks() if idempotency_key else ():  # the parts of a form are bounded anew each time
        digest.update(piece)
    file.seek(0)
    return Status(
        201, queries.document(uuid.UUID(done_once(request, idempotency_key, kept, digest.digest())["id"]))
    )


@router.get("/documents/{uuid:document_id}", auth=Key("cases.read"), response=answers(DocumentOut, 404),
            summary="A document")  # fmt: skip
def facts(request: HttpRequest, document_id: uuid.UUID) -> Document:
    """What is known of the file."""
    found = queries.document(document_id)
    admit(found)
    return found


@router.get("/documents/{uuid:document_id}/content", auth=Key("cases.read"),
            response=answers(bytes, 404, 503), summary="The content of a document")  # fmt: skip
def content(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The file itself."""
    return views.download(request, document_id)
