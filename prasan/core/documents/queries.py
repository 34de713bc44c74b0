"""Reads. What the scope may not see does not exist."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from prasan.foundation.errors import NotFound, Unavailable
from prasan.foundation.seal import Broken

from . import vault
from .checks.images import thumbnail
from .checks.pdf import first_page
from .models import Document, State

PREVIEW_WIDTH = 900


@dataclass(frozen=True)
class Opened:
    """A document with its content."""

    document: Document
    content: bytes


def documents(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Document]:
    """Those of `ids` that the scope may see."""
    return {d.id: d for d in Document.objects.filter(pk__in=list(ids)).exclude(state=State.REMOVED)}


def document(document_id: uuid.UUID) -> Document:
    """Raises NotFound when there is none, or none the scope may see."""
    found = documents([document_id]).get(document_id)
    if found is None:
        raise NotFound()
    return found


def open_document(document_id: uuid.UUID) -> Opened:
    """The document and its content, unsealed and held against its digest. Raises NotFound, Unavailable."""
    found = document(document_id)
    try:
        content = vault.get(vault.CONTENT, found.id)
    except Broken:  # on disk lies what we did not put there
        content = None
    if content is None or hashlib.sha256(content).hexdigest() != found.sha256:
        raise Unavailable(code="file-damaged")
    return Opened(found, content)


def preview(document_id: uuid.UUID) -> bytes:
    """A PNG of the picture or the first page, made once and kept sealed. Raises NotFound, Unavailable."""
    found = document(document_id)
    try:
        kept = vault.get(vault.PREVIEW, found.id)
    except Broken:
        kept = None
    if kept is not None:
        return kept
    content = open_document(document_id).content
    if found.media_type == "application/pdf":
        made = first_page(content, PREVIEW_WIDTH)
    elif found.media_type.startswith("image/"):
        made = thumbnail(content, found.media_type, PREVIEW_WIDTH)
    else:
        made = None
    if made is None:
        raise NotFound()
    vault.put(vault.PREVIEW, found.id, made)
    return made
