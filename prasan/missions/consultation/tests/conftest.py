from __future__ import annotations

import pytest

from prasan.foundation import scope

from . import world


@pytest.fixture
def office(db):
    return world.office()


@pytest.fixture
def markets(office):
    """An opened consultation of the agency dga."""
    with world.acting(office):
        return world.opened()


@pytest.fixture
def visitor(db):
    with scope.activate(scope.VISITOR):
        yield
