"""Files and rows agree, whatever is interrupted."""

from __future__ import annotations

import os
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from prasan.core.documents import service, vault
from prasan.core.documents.tasks import sweep_orphans
from prasan.foundation import scope
from prasan.foundation.errors import NotFound
from prasan.foundation.scope import Scope

from .conftest import pdf, picture, saved

pytestmark = pytest.mark.django_db


def on_disk(files: Path) -> set[str]:
    return {p.name for p in files.rglob("*") if p.is_file()}


def test_a_removed_document_is_gone_from_disk_and_table(citizen: Scope, files: Path) -> None:
    with scope.activate(citizen):
        document = service.store(picture(), owner=uuid.UUID(citizen.subject))
        service.preview(document.id)
        service.remove(document.id)
        with pytest.raises(NotFound):
            service.document(document.id)
    assert len(on_disk(files)) == 1  # content and preview, until the worker comes
    assert service.erase() == 1
    assert on_disk(files) == set()
    with scope.system("test"):
        assert not service.Document.objects.exists()
    assert service.erase() == 0


def test_a_crash_between_file_and_row_leaves_only_what_the_sweeper_takes(citizen: Scope, files: Path) -> None:
    with pytest.raises(RuntimeError, match="crash"), scope.activate(citizen):
        service.store(picture(), owner=uuid.UUID(citizen.subject))
        raise RuntimeError("crash")
    with scope.activate(citizen):
        kept = service.store(picture(), owner=uuid.UUID(citizen.subject))
    assert len(on_disk(files)) == 2
    sweep_orphans(0)
    assert len(on_disk(files)) == 2  # too young: a transaction could still be writing the row
    old = time.time() - timedelta(days=2).total_seconds()
    for path in files.rglob("*"):
        os.utime(path, (old, old))
    assert service.sweep() == 1
    assert on_disk(files) == {str(kept.id)}


def test_a_preview_is_drawn_once_and_kept_sealed(citizen: Scope, files: Path) -> None:
    with scope.activate(citizen):
        document = service.store(saved(pdf()), owner=uuid.UUID(citizen.subject))
        first = service.preview(document.id)
        assert first.startswith(b"\x89PNG")
        assert service.preview(document.id) == first
    assert vault.get(vault.PREVIEW, document.id) == first
