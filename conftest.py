"""Fixtures for every room's tests."""

from tests.plugin import database

__all__ = ["database"]
