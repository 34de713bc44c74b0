"""Reads of webhooks, for the administrators of an agency (row-level security shows them theirs)."""

from __future__ import annotations

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import NotFound
from prasan.foundation.paging import Page, keyset

from .models import Delivery, Endpoint
from .rules import MANAGERS, may_manage


def endpoints(agency: str) -> list[Endpoint]:
    """The endpoints of an agency, newest first."""
    return list(Endpoint.objects.filter(agency_id=directory.agency(agency).pk).order_by("-id"))


def page_of_endpoints(agency: str, cursor: str = "", *, limit: int = 50) -> Page[Endpoint]:
    """As `endpoints`, a page at a time."""
    rows = Endpoint.objects.filter(agency_id=directory.agency(agency).pk)
    return keyset(rows, ["-id"], cursor, limit, of=f"endpoints:{agency}")


def endpoint(endpoint_id: int) -> Endpoint:
    """One endpoint with its agency. Raises NotFound for one that the scope does not manage."""
    found = Endpoint.objects.filter(pk=endpoint_id).select_related("agency").first()
    if found is None or not may_manage(found.agency_id):
        raise NotFound
    return found


def given_up(endpoint_id: int, delivery_id: int) -> Delivery:
    """A delivery to the endpoint that is not tried any more. Raises NotFound."""
    found = Delivery.objects.filter(pk=delivery_id, endpoint_id=endpoint(endpoint_id).pk)
    dead = found.filter(state=Delivery.State.DEAD).first()
    if dead is None:
        raise NotFound
    return dead


def managed_agencies() -> list[int]:
    """Ids of the agencies whose webhooks the person manages."""
    return sorted({seat.agency for seat in scope.current().seats if MANAGERS & seat.roles})


def deliveries(endpoint_id: int, cursor: str = "", *, limit: int = 50) -> Page[Delivery]:
    """The delivery log of an endpoint, newest first."""
    rows = Delivery.objects.filter(endpoint_id=endpoint_id)
    return keyset(rows, ["-id"], cursor, limit, of=str(endpoint_id))
