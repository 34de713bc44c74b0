"""Run the measurements of bench/ in an installation of their own; print them and write var/bench.json.

Usage: bench.py [PART]. Figures of parts that were not run now stay in the file as they were.
"""

import importlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
RESULTS = ROOT / "var" / "bench.json"


def main() -> int:
    parts = sorted(p.stem for p in (ROOT / "bench").glob("*.py") if not p.stem.startswith("_"))
    only = sys.argv[1:2]
    if only and only[0] not in parts:
        print(f"No such part: {only[0]}. There are: {', '.join(parts)}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    os.environ["PRASAN_HOME"] = str(HOME)
    os.environ["PRASAN_DEMO"] = "1"
    _fresh()
    from prasan.config import installation

    with installation.database():
        installation.load()
        installation.migrate()
        for part in only or parts:
            began = time.monotonic()
            print(f"{part}:", flush=True)
            figures = [vars(figure) for figure in _told(importlib.import_module(f"bench.{part}").measure())]
            _write(part, figures)
            print(f"  measured in {time.monotonic() - began:.0f} s", flush=True)
        installation.let_go()
    return 0


def _fresh() -> None:
    """Begin with an empty installation, so that a figure does not depend on what ran before."""
    from prasan.config.postgres import Cluster

    cluster = Cluster(HOME)
    cluster.stop()
    shutil.rmtree(cluster.base, ignore_errors=True)
    shutil.rmtree(HOME, ignore_errors=True)


def _told(figures):
    for figure in figures:
        peer = f"   ({figure.peer})" if figure.peer else ""
        print(f"  {figure.name:<32} {figure.value:>12g} {figure.unit}{peer}", flush=True)
        yield figure


def _write(part: str, figures: list[dict[str, object]]) -> None:
    """Add a part's figures as soon as they are known; a later part that fails takes nothing with it."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    kept = [f for f in kept if not f["name"].startswith(f"{part}.")]
    RESULTS.write_text(json.dumps(sorted(kept + figures, key=lambda f: f["name"]), indent=1) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
