"""PDFs: readable, not locked, nothing in them that runs or hides."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid, Unavailable

_CHILD = Path(__file__).with_name("pdf_child.py")
_PATIENCE = 20  # seconds; the child gives itself 8 of CPU
_TURN = 30.0  # seconds a PDF waits until it is read
_few = threading.BoundedSemaphore(
    2
)  # that a process of the server has read at a time, whoever sends however many
_FAULTS = {
    "broken": ("broken-file", _("This PDF cannot be read. It may be damaged.")),
    "encrypted": ("encrypted", _("This PDF is locked with a password. Please save it without one.")),
    "active": (
        "active-content",
        _("This PDF holds a script, a form program or an attached file. Please print it to a new PDF."),
    ),
    "too_many_pages": ("too-many-pages", _("This PDF has too many pages.")),
}


def check_pdf(content: bytes) -> int:
    """The number of pages. Raises Invalid when it is broken, locked, active or too long, Unavailable when
    too many wait."""
    try:
        found = json.loads(_child(content, "check"))
    except (subprocess.SubprocessError, ValueError):
        found = {"fault": "broken"}
    if fault := found.get("fault"):
        code, message = _FAULTS[fault]
        raise Invalid(message, code=code)
    return int(found["pages"])


def first_page(content: bytes, width: int) -> bytes | None:
    """The first page as a PNG, or None when it cannot be drawn."""
    try:
        return _child(content, "preview", str(width)) or None
    except subprocess.SubprocessError:
        return None


def _child(content: bytes, *arguments: str) -> bytes:
    if not _few.acquire(timeout=_TURN):
        raise Unavailable(_("Many PDFs are being checked. Send yours again in a minute."), code="busy")
    try:
        return subprocess.run(  # noqa: S603 -- our own script, by its path
            [sys.executable, "-I", str(_CHILD), *arguments],
            input=content, capture_output=True, timeout=_PATIENCE, check=True,
        ).stdout  # fmt: skip
    finally:
        _few.release()
