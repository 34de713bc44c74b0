"""docs/deploy.md names every variable of the environment that the program reads, and none that it does not."""

from __future__ import annotations

import re
from pathlib import Path

from prasan.core.notices.channels.settings import KEYS

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r"PRASAN_[A-Z0-9_]*[A-Z0-9]")
OWN = {"PRASAN_SERVER", "PRASAN_SUPERVISOR"}  # told by one of its processes to another
S3 = {f"PRASAN_S3_{name}" for name in ("BUCKET", "ENDPOINT", "REGION", "KEY", "SECRET")}


def read() -> set[str]:
    """The variables in the code; those of message channels and files have their names put together."""
    found = {f"PRASAN_{channel}_{key}".upper() for channel, keys in KEYS.items() for key in keys}
    for file in (ROOT / "prasan").rglob("*.py"):
        if "tests" not in file.parts:
            found |= set(VARIABLE.findall(file.read_text()))
    assert {"PRASAN_S3", "PRASAN_HOME", "PRASAN_SMTP_HOST"} <= found
    return (found | S3) - OWN - {"PRASAN_S3"}


def listed() -> set[str]:
    """The variables of the table; `_X` after the first of a row has its beginning."""
    found = set()
    for row in re.findall(r"^\| (`PRASAN_.*?) \|", (ROOT / "docs/deploy.md").read_text(), re.M):
        first, *rest = re.findall(r"`([A-Z0-9_]+)`", row)
        found |= {first} | {first.rsplit("_", 1)[0] + name if name[0] == "_" else name for name in rest}
    return found


def test_every_variable_is_in_the_one_list() -> None:
    assert listed() == read()
