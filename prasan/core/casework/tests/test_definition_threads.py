"""A server that has just started reads definitions in many threads at once."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from . import world

AT_ONCE = """
import sys, threading
import msgspec
from ruamel.yaml import YAML
sys.setswitchinterval(1e-6)
from prasan.core.casework.format.definition import Definition, Question
stored = YAML(typ="safe").load(open(sys.argv[1], "rb"))
asked = list(stored["form"]["schema"]["properties"].values())
gate = threading.Barrier(8)
def read():
    gate.wait()
    msgspec.convert(stored, Definition)
    for question in asked:
        msgspec.convert(question, Question)
threads = [threading.Thread(target=read) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_the_first_definitions_may_be_read_at_once() -> None:
    for _process in range(6):  # each crashed more often than not
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", AT_ONCE, str(world.COMPLAINT)],
            cwd=settings.ROOT, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
