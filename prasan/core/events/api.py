"""Webhooks by HTTP: where an agency's events are sent, and what became of them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.api import Cursor, Key, Limit, Listed, answers, listed

from . import queries
from .flows.deliver import send_webhook_again
from .flows.resume_endpoint import resume_endpoint
from .flows.save_endpoint import remove_endpoint, save_endpoint, secret_text
from .models import Delivery, Endpoint
from .repeats import RepeatKey, done_once

router = Router(tags=["webhooks"], auth=Key("webhooks"))


class EndpointIn(Schema):
    """Where to send which events."""

    url: str = Field(max_length=500, description="An https address that answers 2xx when it has the event.")
    topics: list[str] = Field(min_length=1, max_length=50, description="Names, or patterns like case.*")


class EndpointOut(Schema):
    """An address that gets events of the agency."""

    id: int
    url: str
    topics: list[str]
    active: bool = Field(description="False once it answered 410 Gone.")
    paused_at: datetime | None = Field(
        description="Since when nothing is sent, as nothing got through for a day; events wait for 30 days."
    )
    created_at: datetime


class EndpointMade(EndpointOut):
    """The new endpoint, and the key its messages are signed with, told this once."""

    secret: str


class DeliveryOut(Schema):
    """One event on its way to an endpoint."""

    id: int
    topic: str
    state: str = Field(description="waiting, delivered or dead")
    attempts: int
    status: int | None = Field(description="The last HTTP status the endpoint gave.")
    error: str
    created_at: datetime
    ended_at: datetime | None


class Endpoints(Listed):
    """A page of endpoints."""

    items: list[EndpointOut]


class Deliveries(Listed):
    """A page of the log."""

    items: list[DeliveryOut]


@router.get("/webhooks", response=answers(Endpoints), summary="Webhook endpoints")
def endpoints(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> dict[str, object]:
    """The endpoints of the client's agency, newest first."""
    return listed(queries.page_of_endpoints(_agency(), cursor, limit=limit), _endpoint)


@router.post(
    "/webhooks", response=answers(EndpointMade, 409, 413, 415, status=201), summary="Add a webhook endpoint"
)
def add(
    request: HttpRequest, body: EndpointIn, idempotency_key: RepeatKey = None
) -> Status[dict[str, object]]:
    """Send events of the client's agency to an address; messages are signed as Standard Webhooks says."""

    def made() -> dict[str, int]:
        return {"id": save_endpoint(_agency(), body.url, body.topics)[0].pk}  # its secret stays sealed

    endpoint = queries.endpoint(done_once(request, idempotency_key, made)["id"])
    return Status(201, {**_endpoint(endpoint), "secret": secret_text(endpoint)})


@router.delete(
    "/webhooks/{int:endpoint_id}",
    response=answers(None, 404, status=204),
    summary="Remove a webhook endpoint",
)
def remove(request: HttpRequest, endpoint_id: int) -> Status[None]:
    """Stop sending there, and forget its log."""
    remove_endpoint(endpoint_id)
    return Status(204, None)


@router.post(
    "/webhooks/{int:endpoint_id}/resume",
    response=answers(None, 404, 413, 415, status=202),
    summary="Send to a paused endpoint again",
)
def resume(request: HttpRequest, endpoint_id: int) -> Status[None]:
    """Send what waits, and what was given up since anything got through."""
    resume_endpoint(endpoint_id)
    return Status(202, None)


@router.get(
    "/webhooks/{int:endpoint_id}/deliveries",
    response=answers(Deliveries, 404),
    summary="What was sent to an endpoint",
)
def deliveries(
    request: HttpRequest, endpoint_id: int, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, object]:
    """The delivery log, newest first."""
    return listed(queries.deliveries(queries.endpoint(endpoint_id).pk, cursor, limit=limit), _delivery)


@router.post(
    "/webhooks/{int:endpoint_id}/deliveries/{int:delivery_id}/again",
    response=answers(None, 404, 413, 415, status=202),
    summary="Send an event again",
)
def again(request: HttpRequest, endpoint_id: int, delivery_id: int) -> Status[None]:
    """Try a delivery once more that was given up; 404 for any other."""
    send_webhook_again(queries.given_up(endpoint_id, delivery_id).pk)
    return Status(202, None)


def _agency() -> str:
    """The agency the client belongs to: all its units are of one."""
    return directory.agency_by_id(scope.current().seats[0].agency).code


def _endpoint(row: Endpoint) -> dict[str, object]:
    return {name: getattr(row, name) for name in EndpointOut.model_fields}


def _delivery(row: Delivery) -> dict[str, object]:
    return {name: getattr(row, name) for name in DeliveryOut.model_fields}
