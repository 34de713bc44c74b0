"""Fixtures for every room's tests."""

import pytest

from tests.plugin import database

__all__ = ["database"]


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """Each test begins like a new process, in Thai: rolled-back rows of the last one are not remembered."""
    from django.utils import translation

    from prasan.core.casework import definitions, names
    from prasan.core.casework.form import validate
    from prasan.core.casework.pages import desk
    from prasan.core.directory.service import forget
    from prasan.core.identity.api_access import counter

    forget()
    counter.counts.clear()
    definitions.forget()
    names._types.cache_clear()
    validate._validator.cache_clear()
    desk._versions.cache_clear()
    translation.activate("th")
