"""Backup and restore as an operator does them: another folder, another cluster, the same installation."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from prasan.config import archive
from prasan.config.commands import backup as write
from prasan.config.installation import ROOT
from prasan.config.terminal import Refused

WORK = """
import sys
from prasan.config import installation
with installation.database():
    installation.load()
    {code}
    installation.let_go()
"""
FILL = """
    from prasan.core.documents import vault
    from prasan.core.ledger.service import record, sequence_all
    from prasan.foundation import scope
    import uuid
    with scope.system("test"):
        record("decision", actor="test", agency="a", unit="a/b", action="approve", subjects=[uuid.uuid4()])
    sequence_all()
    vault.put(vault.CONTENT, uuid.UUID(int=7), "ความลับ".encode())
"""
READ = """
    from prasan.core.documents import vault
    import uuid
    assert vault.get(vault.CONTENT, uuid.UUID(int=7)).decode() == "ความลับ"
    from django.db import connection
    with connection.cursor() as cursor:
        try:
            cursor.execute("UPDATE ledger_leaf SET body = ''")
        except Exception as error:
            print(type(error).__name__)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM identity_account")
        print("accounts seen by nobody:", cursor.fetchone()[0])
"""


class Installation:
    """One installation in a folder of its own, worked on by commands alone."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("PRASAN_", "DATABASE_", "DJANGO_"))},
            "PRASAN_HOME": str(home), "PRASAN_DEMO": "0", "LANG": "C.UTF-8", "PRASAN_URL": "https://portal.test",
        }  # fmt: skip

    def prasan(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return self._run("-m", "prasan.config", *arguments, typed=typed)

    def python(self, code: str) -> str:
        done = self._run("-c", WORK.format(code=code.strip()))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            check=False, timeout=120, input=typed,
        )  # fmt: skip


@pytest.fixture(scope="module")
def place(reachable: Path) -> Path:
    folder = reachable / "backup"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def first(place: Path) -> Installation:
    made = Installation(place / "first")
    done = made.prasan("init")
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith(
        "prasan up"
    )  # on a machine of its own; there is no administrator yet
    made.python(FILL)
    return made


@pytest.fixture(scope="module")
def backup(first: Installation, place: Path) -> Path:
    done = first.prasan("backup", str(place / "backup.tar"))
    assert done.returncode == 0, done.stderr
    return place / "backup.tar"


def test_everything_comes_back_and_is_guarded_as_before(
    first: Installation, backup: Path, place: Path
) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert first.prasan("backup", str(backup)).returncode == 1  # never over another
    second = Installation(place / "second")
    done = second.prasan("restore", str(backup))
    assert done.returncode == 0, done.stdout + done.stderr
    assert second.python(READ) == first.python(READ)
    checked = second.prasan("check")
    assert checked.returncode == 0, checked.stdout
    verified, here = second.prasan("verify"), first.prasan("verify")
    assert verified.returncode == 0
    assert verified.stdout == here.stdout  # the same entries, the same key
    again = second.prasan("restore", str(backup))
    assert again.returncode == 1
    assert "--replace" in again.stderr
    assert second.prasan("restore", "--replace", str(backup)).returncode == 0


@pytest.mark.parametrize("part", [archive.DUMP, "files/", "keys/secret_key"])
def test_a_damaged_part_is_named_and_nothing_is_changed(backup: Path, place: Path, part: str) -> None:
    damaged = place / "damaged.tar"
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        entry = next(e for e in tar if e.name.startswith(part))
    content[entry.offset_data + entry.size // 2] ^= 1
    damaged.write_bytes(content)
    other = Installation(place / "third")
    done = other.prasan("restore", str(damaged))
    assert done.returncode == 1
    assert entry.name in done.stderr
    assert not (place / "third" / "secret_key").exists()


def test_the_first_administrator_needs_a_good_password_and_a_new_name(first: Installation) -> None:
    make = ("administrator", "somsak", "--agency", "dga")
    assert "password" in first.prasan(*make, typed="12345678\n").stderr
    assert first.prasan(*make, typed="ข้าวเหนียวมะม่วง 42\n").returncode == 0
    assert first.prasan(*make, typed="ข้าวเหนียวมะม่วง 42\n").returncode == 1
    assert (
        first.prasan("administrator", "other", "--agency", "none", typed="ข้าวเหนียวมะม่วง 42\n").returncode == 1
    )


def test_half_a_backup_and_strangers_are_refused(backup: Path, place: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.tar"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    with pytest.raises(archive.Broken):
        archive.unpack(half, tmp_path / "a")
    stranger = tmp_path / "stranger.tar"
    with tarfile.open(backup) as source, tarfile.open(stranger, "w") as target:
        for entry in source:
            target.addfile(entry, source.extractfile(entry))
        escaping = tarfile.TarInfo("../escaped")
        target.addfile(escaping)
    with pytest.raises(archive.Broken, match="escaped"):
        archive.unpack(stranger, tmp_path / "b")
    assert not (tmp_path / "escaped").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nowhere"):
        write.run(argparse.Namespace(file=tmp_path / "nowhere" / "a.tar"))


def test_the_manifest_counts_every_row(backup: Path) -> None:
    with tarfile.open(backup) as tar:
        content = tar.extractfile(archive.MANIFEST)
        assert content is not None
        manifest = json.load(content)
    assert manifest["tables"]["documents_document"] == 0
    assert manifest["tables"]["ledger_leaf"] == manifest["tables"]["ledger_entry"] > 0
    assert manifest["tables"]["directory_place"] > 7000
