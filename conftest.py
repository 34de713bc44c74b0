"""Fixtures for every room's tests."""

import pytest

from tests.plugin import database

__all__ = ["database"]


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """Each test begins like a new process, in Thai: rolled-back rows of the last one are not remembered."""
    from django.utils import translation

    from prasan.core.casework import remember
    from prasan.core.casework.pages import desk
    from prasan.core.directory.service import forget
    from prasan.core.identity.api_access import counter

    forget()
    counter.counts.clear()
    remember.forget()
    desk._versions.cache_clear()
    translation.activate("th")
