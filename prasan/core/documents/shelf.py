"""Files that are for everybody, as they are: named by their content, neither sealed nor ever changed.

They lie in the same store as documents, under `open/`. Who reads parts of a file (a table's columns) reads it
from the disk: of an S3 store a copy is kept beside the installation.
"""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import obstore
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from obstore.exceptions import BaseError

from prasan.foundation.errors import NotFound, Unavailable

from .vault import flush, object_store

_DOWN = _("The file store does not answer. Please try again.")
OPEN = "open"
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z]{1,10}")


def keep_public(name: str, source: Path) -> None:
    """Keep the file under `name`: its SHA-256 and a suffix. Once there, it stays as it is. Raises Unavailable."""
    path = _path(name)
    try:
        try:
            obstore.head(object_store(), path)
        except FileNotFoundError:
            obstore.put(object_store(), path, source)
            if not settings.S3_BUCKET:
                flush(Path(settings.FILES) / path)
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error


def public_file(name: str) -> Path:
    """Where the file lies on this machine. Raises NotFound, Unavailable."""
    if not settings.S3_BUCKET:
        here = Path(settings.FILES) / _path(name)
        if not here.exists():
            raise NotFound(code="no-file")
        return here
    held = Path(settings.HOME) / "cache" / _path(name)
    if not held.exists():
        _fetch(name, held)
    return held


def drop_public(name: str) -> None:
    """Take the file away for good; not there is as good. Raises Unavailable."""
    try:
        obstore.delete(object_store(), _path(name))
    except FileNotFoundError:
        return
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error


def public_names() -> set[str]:
    """Names of all public files there are. Raises Unavailable."""
    try:
        chunks = obstore.list(object_store(), prefix=OPEN)
        return {str(one["path"]).rpartition("/")[2] for chunk in chunks for one in chunk}
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error


def _fetch(name: str, held: Path) -> None:
    held.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = held.with_name(f"{held.name}.{uuid.uuid4().hex}")
    try:
        with half.open("wb") as out:
            for chunk in obstore.get(object_store(), _path(name)).stream():
                out.write(chunk)
        half.replace(held)  # all of it or nothing, whoever else fetches it too
    except FileNotFoundError as error:
        raise NotFound(code="no-file") from error
    except BaseError as error:
        raise Unavailable(_DOWN, code="store-down") from error
    finally:
        half.unlink(missing_ok=True)


def _path(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a public file")
    return f"{OPEN}/{name[:2]}/{name}"
