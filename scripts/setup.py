"""Set up everything the program needs beside the code: .venv, front end, translations, the `prasan` command.

Usage: python3 scripts/setup.py run|test. Uses the standard library alone. What is up to date is skipped,
so that a second run takes a moment.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BEGAN = time.monotonic()

LAUNCHER = """#!/bin/sh
# Runs the program of the folder this environment lies in, from any folder.
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}" exec "$root/.venv/bin/python" -P -m prasan.config "$@"
"""


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what an older Python is told by
        stop(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.")
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    if profile not in ("run", "test"):
        stop("usage: setup.py run|test")
    os.chdir(ROOT)
    pip = environment()
    locks = [f"requirements/{profile}.txt"]
    # A lock beside the two names packages wanted without what they depend on (fonts, for one).
    extra = sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("requirements/*.txt"))
    install(pip, locks, [])
    for lock in extra:
        if lock not in ("requirements/run.txt", "requirements/test.txt"):
            install(pip, [lock], ["--no-deps"])
    launcher = VENV / "bin" / "prasan"
    if not launcher.exists() or launcher.read_text() != LAUNCHER:
        launcher.write_text(LAUNCHER)
        launcher.chmod(0o755)
    for script, *arguments in (["build_frontend.py"], ["messages.py", "compile"]):
        if (ROOT / "scripts" / script).exists():
            run([str(PYTHON), f"scripts/{script}", *arguments])


def say(text: str) -> None:
    print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", flush=True)


def stop(text: str) -> None:
    print(text, file=sys.stderr)
    raise SystemExit(1)


def run(command: list[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        stop(f"Set-up stopped: {' '.join(command)} ended with status {done.returncode}.")


def environment() -> list[str]:
    """The pip to install with, as a command; makes .venv when it is missing or broken."""
    works = PYTHON.exists() and subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0
    with_pip = importlib.util.find_spec("ensurepip") is not None
    if not works:
        say("Making the Python environment in .venv")
        if not with_pip and importlib.util.find_spec("pip") is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            stop(
                "This Python comes without its installer. Install it once and run the command again:\n"
                f"  Debian, Ubuntu:  apt install python{version}-venv\n"
                "  Fedora, RHEL:    dnf install python3-pip\n"
                "  Alpine:          apk add py3-pip"
            )
        run([sys.executable, "-m", "venv", "--clear", *([] if with_pip else ["--without-pip"]), str(VENV)])
    if (VENV / "bin" / "pip").exists() or with_pip:
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install(pip: list[str], locks: list[str], options: list[str]) -> None:
    """Install lock files with their hashes checked, unless these very files were installed before."""
    contents = b"".join(Path(lock).read_bytes() for lock in locks)
    digest = hashlib.sha256(contents + sys.version.encode()).hexdigest()
    stamp = VENV / f".installed-{Path(locks[0]).stem}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"Installing the packages of {' '.join(locks)}")
    arguments = [a for lock in locks for a in ("-r", lock)]
    command = [*pip, "install", "--require-hashes", "--disable-pip-version-check", "--no-input",
               "--progress-bar", "off", *options, *arguments]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    fetched, last, tail = 0, time.monotonic(), [""]
    for line in process.stdout or ():
        tail = [*tail[-30:], line]
        if line.startswith("Collecting"):
            fetched += 1
            if time.monotonic() - last > 3:
                last = time.monotonic()
                say(f"  {fetched} packages fetched, now {line.split('==')[0].split()[1]}")
        elif line.startswith("Installing collected"):
            say(f"  {fetched} packages fetched, now unpacked")
    if process.wait():
        stop("".join(tail) + "\nSet-up stopped: the packages could not be installed (see above).")
    stamp.write_text(digest)


if __name__ == "__main__":
    main()
    say("Set-up is complete")
