"""Reads of the register of purposes; it is public."""

from __future__ import annotations

from prasan.foundation.errors import NotFound

from .models import Purpose


def purpose(code: str) -> Purpose:
    """The current version of a purpose. Raises NotFound."""
    found = Purpose.objects.filter(code=code).order_by("-version").first()
    if found is None:
        raise NotFound
    return found


def purposes(agency: str = "") -> list[Purpose]:
    """The current version of every purpose in use (of an agency), by code."""
    rows = Purpose.objects.filter(agency=agency) if agency else Purpose.objects.all()
    return [row for row in rows.order_by("code", "-version").distinct("code") if not row.ended]
