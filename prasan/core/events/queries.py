"""Reads of webhooks, for the administrators of an agency (row-level security shows them theirs)."""

from __future__ import annotations

from prasan.core.directory import service as directory
from prasan.foundation.paging import Page, keyset

from .models import Delivery, Endpoint


def endpoints(agency: str) -> list[Endpoint]:
    """The endpoints of an agency, newest first."""
    return list(Endpoint.objects.filter(agency_id=directory.agency(agency).pk).order_by("-id"))


def deliveries(endpoint_id: int, cursor: str = "", *, limit: int = 50) -> Page[Delivery]:
    """The delivery log of an endpoint, newest first."""
    rows = Delivery.objects.filter(endpoint_id=endpoint_id)
    return keyset(rows, ["-id"], cursor, limit, of=str(endpoint_id))
