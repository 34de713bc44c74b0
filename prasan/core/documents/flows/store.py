"""Take a file in: check it, seal it, keep it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from django.core.files.base import File
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import scope
from prasan.foundation.errors import Invalid, TooLarge, TooMany

from .. import vault
from ..checks.archives import check_archive
from ..checks.images import clean_image
from ..checks.pdf import check_pdf
from ..checks.sniff import DEFAULT, IMAGES, PDF, clean_name, kind_name, media_type
from ..checks.virus import check_virus
from ..models import DataClass, Document, Origin, State
from .share import let_read

MOST_BYTES = 10 * 1024 * 1024
MOST_WAITING = 200 * 1024 * 1024  # bytes of a person's files of the time `LATELY` that are part of no case
LATELY = timedelta(days=1)

Upload = bytes | BinaryIO | File  # type: ignore[type-arg]


def store(
    upload: Upload,
    *,
    owner: uuid.UUID | None,
    data_class: str = DataClass.PERSONAL,
    name: str = "",
    accept: Sequence[str] = DEFAULT,
    limit: int = MOST_BYTES,
    units: Sequence[int] = (),
) -> Document:
    """Check and keep a file; it is sealed on disk before its row is written.

    owner: subject of the person it belongs to. accept: media types taken, told by content. limit: bytes.
    units: units that may read it from the start (the counter that took it in).
    Raises TooLarge, TooMany, Invalid (wrong type, broken, locked, active content, virus) or Unavailable.
    """
    content = _read(upload, limit)
    _leave_room(owner, len(content))
    accept = tuple(accept)
    media = media_type(content, accept)
    if media not in accept:
        kinds = ", ".join(kind_name(m) for m in accept)
        raise Invalid(
            _("Files of this kind are not taken here. Give one of these: %(kinds)s") % {"kinds": kinds},
            code="wrong-type",
        )
    check_virus(content)
    pages = None
    if media in IMAGES:
        content = clean_image(content, media)
    elif media == PDF:
        pages = check_pdf(content)
    elif content[:4] == b"PK\3\4":
        check_archive(content)
    shown = name or getattr(upload, "name", "") or ""
    return keep(content, owner=owner, data_class=data_class, name=clean_name(str(shown), media), media=media,
                pages=pages, units=units, origin=Origin.UPLOADED)  # fmt: skip


def keep(
    content: bytes, *, owner: uuid.UUID | None, data_class: str, name: str, media: str, pages: int | None,
    units: Sequence[int], origin: Origin,
) -> Document:  # fmt: skip
    """Seal checked content and write its row. The file goes first: a row never lacks its file."""
    by = scope.current().subject
    document = Document(
        owner=owner,
        stored_by=uuid.UUID(by) if by else None,
        name=name,
        media_type=media,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        data_class=DataClass(data_class),
        origin=origin,
    )
    vault.put(vault.CONTENT, document.id, content)
    document.save(force_insert=True)
    if units:
        let_read([document.id], units)
    return document


def _leave_room(owner: uuid.UUID | None, size: int) -> None:
    """Raises TooMany for a person who sends files by the hundred megabytes for no case: nobody fills the disk."""
    if owner is None or scope.current().system:
        return
    since = timezone.now() - LATELY
    waiting = Document.objects.filter(owner=owner, state=State.FRESH, created_at__gt=since)
    if (waiting.aggregate(sum=Sum("size"))["sum"] or 0) + size > MOST_WAITING:
        raise TooMany(
            _("You have sent very many files in one day. Send your applications off, or go on tomorrow."),
            code="too-many-files",
        )


def _read(upload: Upload, limit: int) -> bytes:
    if isinstance(upload, bytes):
        content = upload
    else:
        upload.seek(0)
        content = upload.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(
            _("This file is too large; the most is %(megabytes)d MB.") % {"megabytes": limit // 1024 // 1024},
            code="file-too-large",
        )
    if not content:
        raise Invalid(_("This file is empty."), code="empty-file")
    return content
