"""People, units and files for the tests of this room."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from prasan.core.directory.models import Agency, Unit
from prasan.core.documents import vault
from prasan.foundation import scope
from prasan.foundation.scope import Scope


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> Iterator[Path]:
    """A file store of the test's own."""
    settings.FILES = tmp_path / "files"  # type: ignore[attr-defined]
    vault.object_store.cache_clear()
    yield tmp_path / "files"
    vault.object_store.cache_clear()


@pytest.fixture
def citizen() -> Scope:
    return Scope(person=1, subject=str(uuid.uuid4()))


@pytest.fixture
def stranger() -> Scope:
    return Scope(person=2, subject=str(uuid.uuid4()))


@pytest.fixture
def units(db: None) -> tuple[Unit, Unit]:
    """Two units of two agencies."""
    with scope.system("test"):
        return unit("one"), unit("two")


def unit(code: str) -> Unit:
    agency = Agency.objects.create(code=code, kind="local", name_th=code, name_en=code, sort_key=code)
    return Unit.objects.create(agency=agency, code="desk", name_th="งาน", name_en="Desk")


def picture(size: tuple[int, int] = (60, 40), form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **options)
    return out.getvalue()


def pdf(pages: int = 1) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 300))
    return made


def saved(made: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()
