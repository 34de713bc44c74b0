"""ClamAV's own protocol, spoken with a clamd of the test."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prasan.core.documents import service
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, Unavailable

from .conftest import picture

pytestmark = pytest.mark.django_db


class Clamd:
    """Answers INSTREAM as clamd does; anything that holds `BAD` is a virus."""

    def __init__(self, path: Path) -> None:
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen()
        self.seen: list[bytes] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                line, _address = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as read:
                assert read.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", read.read(4))[0]:
                    content += read.read(size)
                self.seen.append(content)
                line.sendall(b"stream: Test.Virus FOUND\0" if b"BAD" in content else b"stream: OK\0")


@pytest.fixture
def clamd(tmp_path: Path, settings: Any) -> Iterator[Clamd]:
    path = tmp_path / "clamd"
    settings.CLAMD = f"unix:{path}"
    made = Clamd(path)
    yield made
    made.server.close()


def test_what_clamd_names_is_refused_and_the_rest_kept(clamd: Clamd) -> None:
    with scope.system("test"):
        service.store(picture((300, 300)), owner=None)
        with pytest.raises(Invalid) as raised:
            service.store(picture() + b"BAD", owner=None)
    assert raised.value.code == "virus"
    assert clamd.seen[0] == picture((300, 300))


def test_a_scanner_that_does_not_answer_is_no_reason_to_take_the_file(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = f"unix:{tmp_path / 'nobody'}"
    with pytest.raises(Unavailable), scope.system("test"):
        service.store(picture(), owner=None)
