"""Fixtures for every room's tests."""

import pytest

from tests.plugin import database

__all__ = ["database"]


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """Each test begins like a new process, in Thai: rolled-back rows of the last one are not remembered."""
    from django.utils import translation

    from prasan.core.directory.service import forget

    forget()
    translation.activate("th")
