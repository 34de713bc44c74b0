"""A person's documents given out and erased."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from prasan.core.directory.models import Unit
from prasan.core.documents import service
from prasan.core.documents.flows.person import erase, export
from prasan.foundation import scope
from prasan.foundation.scope import Scope

from .conftest import picture


@pytest.mark.django_db
def test_what_is_in_no_case_is_erased_and_what_is_in_one_stays(
    citizen: Scope, units: tuple[Unit, Unit], files: Path
) -> None:
    subject = uuid.UUID(citizen.subject)
    with scope.activate(citizen):
        loose, kept = (service.store(picture(), owner=subject, name=n) for n in ("a.jpg", "b.jpg"))
        service.share([kept.id], [units[0].pk])
    with scope.system("test"):
        assert [d["name"] for d in export(subject)] == ["a.jpg", "b.jpg"]
        assert erase(subject) == 1
        assert [d["id"] for d in export(subject)] == [str(kept.id)]
    service.erase()
    assert {p.name for p in files.rglob("*") if p.is_file()} == {str(kept.id)}
    with scope.system("test"):  # whoever erases the case
        service.remove(kept.id)
        assert export(subject) == []
    assert not service.Document.objects.filter(pk=loose.id).exists()
