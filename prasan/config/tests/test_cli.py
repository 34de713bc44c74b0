"""The `prasan` command as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prasan.config.installation import ROOT

COMPLAINT = ROOT / "prasan/missions/hotline/services/complaint.yaml"


def _prasan(*arguments: str, home: Path, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("PRASAN_", "DATABASE_", "DJANGO_"))
    }
    environment |= {"PRASAN_HOME": str(home), "LC_ALL": language}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "prasan.config", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word"), [("C.UTF-8", "in order"), ("th_TH.UTF-8", "ตรวจว่าระบบเรียบร้อย")]
)
def test_help_speaks_the_users_language_and_makes_nothing(tmp_path: Path, language: str, word: str) -> None:
    done = _prasan("--help", home=tmp_path / "home", language=language)
    assert done.returncode == 0
    assert word in done.stdout
    assert not (tmp_path / "home").exists()


def test_what_is_not_understood_is_told(tmp_path: Path) -> None:
    assert _prasan("no-such-command", home=tmp_path).returncode == 2
    refused = _prasan("backup", str(tmp_path / "b.tar"), home=tmp_path)
    assert refused.returncode == 1
    assert "There is no installation" in refused.stderr


def test_a_service_file_is_checked_without_an_installation(tmp_path: Path) -> None:
    good = _prasan("service", "check", str(COMPLAINT), home=tmp_path)
    assert good.returncode == 0, good.stdout + good.stderr
    broken = tmp_path / "broken.yaml"
    lines = COMPLAINT.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("agency:"))
    lines[at] = "agencies: opm"
    broken.write_text("\n".join(lines), "utf-8")
    bad = _prasan("service", "check", str(COMPLAINT), str(broken), home=tmp_path)
    assert bad.returncode == 1
    assert f"{broken}:{at + 1}:" in bad.stdout
    assert _prasan("service", "check", str(tmp_path / "none.yaml"), home=tmp_path).returncode == 2


def test_the_schema_and_a_preview_need_no_installation(tmp_path: Path) -> None:
    assert '"$schema"' in _prasan("service", "schema", home=tmp_path).stdout
    done = _prasan("service", "preview", str(COMPLAINT), "--to", str(tmp_path / "pages"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "<svg" in (tmp_path / "pages" / "complaint.th.html").read_text("utf-8")
