"""Folders that the embedded PostgreSQL can reach, although it runs as somebody else when the tests run as root."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reachable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose parents anybody can traverse."""
    folder = tmp_path_factory.mktemp("reachable")
    if os.geteuid() == 0:
        for path in (folder, *folder.parents):
            if not path.stat().st_mode & 0o001:
                path.chmod(0o755)
    return folder
