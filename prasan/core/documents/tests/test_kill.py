"""SIGKILL in the midst of storing and removing: every row has its file, and the sweeper leaves no other."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from prasan.core.documents import service
from prasan.foundation import scope

WRITER = """
import sys, django
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connections
settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = {name!r}
settings.FILES = Path({files!r})
from prasan.core.documents import service
from prasan.foundation import scope
content, n = sys.stdin.buffer.read(), 0
while True:
    with scope.system("test"):
        kept = service.store(content, owner=None, name="a.png")
    print(kept.id, flush=True)
    n += 1
    if n % 4 == 0:
        with scope.system("test"):
            service.remove(kept.id)
        print("-", kept.id, flush=True)
        service.erase()
"""


@pytest.mark.django_db(transaction=True)
def test_files_and_rows_agree_after_kills(files: Path) -> None:
    from .conftest import picture

    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "prasan.config.settings"}
    script = WRITER.format(name=connection.settings_dict["NAME"], files=str(files))
    acknowledged: set[str] = set()
    for round_ in range(3):
        writer = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", script],
            cwd=settings.ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert writer.stdin and writer.stdout
        writer.stdin.write(picture(form="PNG"))
        writer.stdin.close()
        said = writer.stdout.readline()  # it runs
        time.sleep(random.Random(round_).uniform(0.1, 0.4))
        writer.send_signal(signal.SIGKILL)
        for line in [said, *writer.stdout.readlines()]:
            sign, _space, gone = line.decode().strip().partition(" ")
            if sign == "-":
                acknowledged.discard(gone)
            elif line.endswith(b"\n"):
                acknowledged.add(sign)
        writer.wait()
    with scope.system("test"):
        live = {str(d.id): d for d in service.Document.objects.exclude(state="removed")}
        # The last one may be removed without the word having got out.
        assert len(acknowledged - set(live)) <= 3
        for document in live.values():
            assert service.open_document(document.id).content
    service.erase()
    service.sweep(timedelta(0))
    with scope.system("test"):
        rows = {str(pk) for pk in service.Document.objects.values_list("pk", flat=True)}
    assert rows == set(live)
    assert {p.name for p in files.rglob("*") if p.is_file()} == rows
