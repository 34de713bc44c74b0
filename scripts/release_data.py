"""Write what an upgrade from this version is tested with: a backup of a small installation and what people see in it.

    python scripts/release_data.py      # at the commit of the release, before its tag is set

Writes tests/data/upgrade/v<version>.tar.xz and .json. People, cases and keys in it are invented: the
installation is made for this file and thrown away, its keys open nothing else.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from prasan import __version__  # noqa: E402
from tests.upgrade.place import place  # noqa: E402

FOLDER = ROOT / "tests" / "data" / "upgrade"
ABOUT = (
    "An installation of the demonstration, made for the upgrade test and thrown away; its people are invented, its keys"
    " are test keys that open nothing else."
)


def main() -> None:
    name = f"v{__version__}"
    archive, seen = FOLDER / f"{name}.tar.xz", FOLDER / f"{name}.json"
    if archive.exists():
        sys.exit(f"{archive} exists: the data of a release never changes.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with place() as made:
        print("Making people and cases")
        walked = made.ask("tests.upgrade.walk")
        backup = made.cluster.home / "backup.tar"
        made.run("prasan.config", "backup", str(backup))
        archive.write_bytes(lzma.compress(backup.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
        print("Looking at them")
        told = {
            "about": ABOUT,
            "migrations": migrations(),
            "walked": walked,
            "seen": made.ask("tests.upgrade.seen", walked),
        }
    seen.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{archive.relative_to(ROOT)}: {archive.stat().st_size:,} bytes")


def migrations() -> dict[str, str]:
    """The migrations of this version and their SHA-256: later versions add some, and change none of these."""
    found = sorted((ROOT / "prasan").glob("**/migrations/0*.py"))
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


if __name__ == "__main__":
    main()
