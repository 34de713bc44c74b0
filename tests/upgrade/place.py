"""An installation in a folder of its own, worked on by programs of this source tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prasan.config.database import prepare
from prasan.config.installation import ROOT
from prasan.config.postgres import APP, OWNER, Cluster


class Place:
    """The installation; its PostgreSQL runs as long as the block of `place()` does."""

    def __init__(self, home: Path) -> None:
        self.cluster = Cluster(home)
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("PRASAN_", "DATABASE_", "DJANGO_"))},
            "PRASAN_HOME": str(home), "PRASAN_DEMO": "1", "PRASAN_HOSTS": "localhost,testserver",
            "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "C.UTF-8",
        }  # fmt: skip
        made = self.cluster.start(tied=True)
        prepare(made.url(OWNER), made.url(APP))
        self.owner_url = made.url(OWNER)

    def run(self, module: str, *arguments: str, given: object = None) -> str:
        """Run a program to its end; returns what it printed. Raises RuntimeError with what it complained of."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.environment, text=True,
            input=json.dumps(given), capture_output=True, timeout=300,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{module} {' '.join(arguments)}:\n{done.stdout[-2000:]}{done.stderr[-5000:]}")
        return done.stdout

    def ask(self, module: str, given: object = None) -> Any:
        """What the program answers, as JSON on its last line."""
        return json.loads(self.run(module, given=given).splitlines()[-1])


@contextmanager
def place() -> Iterator[Place]:
    """A new installation, thrown away after the block; PostgreSQL can reach it, whoever it runs as."""
    folder = Path(tempfile.mkdtemp(prefix="prasan-release-"))
    folder.chmod(0o711)
    (folder / "home").mkdir()
    made = Place(folder / "home")
    try:
        yield made
    finally:
        made.cluster.stop()
        if made.cluster.base.parent != folder / "home":
            shutil.rmtree(made.cluster.base.parent, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
