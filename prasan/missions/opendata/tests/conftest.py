from __future__ import annotations

import pytest

from prasan.foundation import scope

from . import world


@pytest.fixture
def floods(db):
    """A public dataset of the agency dga, made by its publisher."""
    account = world.publisher()
    with world.acting(account):
        return world.published()


@pytest.fixture
def everybody(db):
    with scope.activate(scope.VISITOR):
        yield
