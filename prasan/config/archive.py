"""One file that holds an installation: database, files, keys, and a manifest with the hash of each part.

The archive is a tar file: `manifest.json` last, because it names everything before it; `database.dump` in
PostgreSQL's own format, taken from one snapshot; `files/...` as they lie; `keys/...` what opens them. Files
are only ever added or erased, never changed, so those copied after the snapshot hold all that it names.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
CHUNK = 1024 * 1024


class Broken(Exception):
    """The archive is not what its manifest says; the message tells where."""


@dataclass
class Manifest:
    """made: when, RFC 3339. program: the version that wrote it. tables: rows of each table in the snapshot.

    parts: name in the archive -> SHA-256 in hex. files_in_s3: the files lie in a bucket and are not here.
    """

    made: str
    program: str
    tables: dict[str, int]
    files_in_s3: bool
    format: int = FORMAT
    parts: dict[str, str] = field(default_factory=dict)


class Writer:
    """Writes an archive; it is readable by its owner alone, because it holds keys."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self.tar = tarfile.open(path, "w")  # noqa: SIM115  closed by `close`
        self.parts: dict[str, str] = {}

    def add(self, name: str, source: Path) -> None:
        """Add a file; one that was erased since it was listed is left out."""
        try:
            content = source.open("rb")
        except FileNotFoundError:
            return
        with content:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = source.stat().st_size, 0o600
            hashed = _Hashed(content)
            self.tar.addfile(entry, hashed)
        self.parts[name] = hashed.digest.hexdigest()

    def close(self, manifest: Manifest) -> None:
        manifest.parts = self.parts
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        self.tar.addfile(entry, io.BytesIO(text))
        self.tar.close()


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder and check every part. Raises Broken."""
    found: dict[str, str] = {}
    text = b""
    try:
        with tarfile.open(path, "r:") as tar:
            for name, content in _entries(tar):
                if name == MANIFEST:
                    text = content.read()
                    continue
                found[name] = _save(content, folder / name)
        manifest = Manifest(**json.loads(text))
    except (tarfile.TarError, ValueError, TypeError, EOFError) as error:
        raise Broken(f"{path} is not a whole backup: {error}") from error
    if manifest.format != FORMAT:
        raise Broken(f"{path} has format {manifest.format}; this program reads format {FORMAT}")
    for name in sorted(set(found) ^ set(manifest.parts)):
        raise Broken(f"{name} is {'missing from' if name in manifest.parts else 'a stranger in'} {path}")
    for name, digest in manifest.parts.items():
        if found[name] != digest:
            raise Broken(f"{name} in {path} is damaged: its hash is not the one in the manifest")
    return manifest


def _entries(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for entry in tar:
        parts = PurePosixPath(entry.name).parts
        if not entry.isfile() or entry.name.startswith("/") or ".." in parts:
            raise Broken(f"{entry.name} does not belong into a backup")
        content = tar.extractfile(entry)
        if content is not None:
            yield entry.name, content


def _save(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


class _Hashed:
    """Reads a file and hashes what was read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.content.read(size)
        self.digest.update(chunk)
        return chunk
