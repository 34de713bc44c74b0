"""How long the installation takes from the command to the first page, once it was set up."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import Figure

ROOT = Path(__file__).parents[1]


def measure() -> Iterator[Figure]:
    """First start on an empty folder without demonstration data, and a start again."""
    home = Path(os.environ["PRASAN_HOME"]) / "start"
    yield Figure("start.first_s", round(_seconds(home), 2), "s")
    yield Figure("start.again_s", round(min(_seconds(home) for _ in range(3)), 2), "s")


def _seconds(home: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PRASAN_HOME": str(home), "PRASAN_PORT": str(port), "PRASAN_DEMO": "0"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "prasan.config", "up"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        while process.poll() is None:
            url = f"http://127.0.0.1:{port}/"
            with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=10):
                return time.perf_counter() - began
            time.sleep(0.02)
        raise RuntimeError(f"prasan up ended with status {process.returncode}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
