"""ClamAV, where an installation has it: content is streamed to clamd (its INSTREAM command)."""

from __future__ import annotations

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid, Unavailable

_DOWN = _("Files cannot be checked right now. Please try again.")
_CHUNK = 64 * 1024


def check_virus(content: bytes) -> None:
    """Raises Invalid when clamd names a virus, Unavailable when it is set up but does not answer."""
    if not settings.CLAMD:
        return
    try:
        with _connect(settings.CLAMD) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                part = content[start : start + _CHUNK]
                line.sendall(struct.pack(">I", len(part)) + part)
            line.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := line.recv(4096)):
                answer += more
    except OSError as error:
        raise Unavailable(_DOWN, code="scanner-down") from error
    if answer.rstrip(b"\0").endswith(b"FOUND"):
        raise Invalid(_("This file holds a virus and was not kept."), code="virus")
    if not answer.rstrip(b"\0").endswith(b"OK"):
        raise Unavailable(_DOWN, code="scanner-down")


def _connect(address: str) -> socket.socket:
    """`unix:/run/clamav/clamd.ctl` or `host:port`."""
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(30)
        line.connect(address.removeprefix("unix:"))
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=30)
