"""The checks of the source itself, one line each with its seconds: style, types, floors."""

import subprocess
import sys
import time

CHECKS = {
    "style": [sys.executable, "-m", "ruff", "check", "--quiet", "."],
    "format": [sys.executable, "-m", "ruff", "format", "--quiet", "--check", "."],
    "floors and rooms": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "types": [sys.executable, "-m", "mypy", "--no-error-summary"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        print(f"  {name} ...", end="", flush=True)
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f" {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
