"""Fixtures for every room's tests."""

import pytest

from tests.plugin import database

__all__ = ["database"]


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """Each test begins like a new process: rolled-back rows of the last one must not be remembered."""
    from prasan.core.directory.service import forget

    forget()
