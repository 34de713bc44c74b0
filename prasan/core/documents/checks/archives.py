"""Office files are zip archives: one that would unpack to far more than it holds is refused."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid, TooLarge

MOST_ENTRIES = 5000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100  # an honest spreadsheet packs 10 to 40 times
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, RuntimeError, EOFError, ValueError,
    OverflowError,
)  # fmt: skip


def check_archive(content: bytes) -> None:
    """Raises TooLarge for a zip bomb, Invalid for a broken archive, an archive in it, or macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = sum(e.file_size for e in entries)
            if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content)):
                raise TooLarge(_("This file would unpack to far more than it holds."), code="zip-bomb")
            names = [e.filename.lower() for e in entries]
            if any(n.endswith((".zip", ".jar", ".7z", ".rar", ".gz", ".xz", ".bz2")) for n in names):
                raise Invalid(_("This file holds another archive."), code="nested-archive")
            if any(n.endswith("vbaproject.bin") for n in names):
                raise Invalid(
                    _("This file holds macros. Please save it without them."), code="active-content"
                )
            if archive.testzip() is not None:
                raise Invalid(_("This file cannot be read. It may be damaged."), code="broken-file")
    except _BROKEN as error:
        raise Invalid(_("This file cannot be read. It may be damaged."), code="broken-file") from error
