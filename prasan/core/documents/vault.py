"""Where the sealed content lies: a local folder, or any S3. One object a document, named by its id."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import obstore
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from prasan.foundation import seal
from prasan.foundation.errors import Unavailable

_DOWN = _("The file store does not answer. Please try again.")
CONTENT, PREVIEW = "content", "preview"


@cache
def object_store() -> ObjectStore:
    """The store of this installation."""
    if settings.S3_BUCKET:
        return S3Store(
            settings.S3_BUCKET,
            endpoint=settings.S3_ENDPOINT or None,
            access_key_id=settings.S3_KEY or None,
            secret_access_key=settings.S3_SECRET or None,
            region=settings.S3_REGION or "us-east-1",
            client_options={"allow_http": settings.S3_ENDPOINT.startswith("http://"), "timeout": "30s"},
        )
    settings.FILES.mkdir(parents=True, exist_ok=True, mode=0o700)
    return LocalStore(settings.FILES)


def _path(kind: str, document: uuid.UUID) -> str:
    return f"{kind}/{document.hex[:2]}/{document}"


def put(kind: str, document: uuid.UUID, content: bytes) -> None:
    """Seal and keep; returns when the content would survive a power cut. Raises Unavailable."""
    path = _path(kind, document)
    try:
        obstore.put(object_store(), path, seal.seal(content, context=path))
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error
    if not settings.S3_BUCKET:
        flush(Path(settings.FILES) / path)


def get(kind: str, document: uuid.UUID) -> bytes | None:
    """The content, or None where there is none. Raises Unavailable, seal.Broken."""
    path = _path(kind, document)
    try:
        sealed = bytes(obstore.get(object_store(), path).bytes())
    except FileNotFoundError:
        return None
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error
    return seal.unseal(sealed, context=path)


def delete(document: uuid.UUID) -> None:
    """Take content and preview away; not there is as good as deleted."""
    for kind in (CONTENT, PREVIEW):
        try:
            obstore.delete(object_store(), _path(kind, document))
        except FileNotFoundError:
            continue


def listing() -> Iterator[list[tuple[uuid.UUID, datetime]]]:
    """Every object in chunks: the document it belongs to and when it was written."""
    for chunk in obstore.list(object_store(), chunk_size=1000):
        found = []
        for item in chunk:
            try:
                found.append((uuid.UUID(item["path"].rsplit("/", 1)[-1]), item["last_modified"]))
            except ValueError:  # not ours
                continue
        yield found


def probe() -> bool:
    """Whether what is kept can be read back and taken away again."""
    mark, text = uuid.uuid4(), os.urandom(32)
    try:
        put(CONTENT, mark, text)
        held = get(CONTENT, mark) == text
        delete(mark)
    except (Unavailable, BaseError, OSError, seal.Broken):
        return False
    return held


def flush(path: Path) -> None:
    """Force a file and the folders that name it to disk."""
    for step in (path, path.parent, path.parent.parent):
        handle = os.open(step, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
