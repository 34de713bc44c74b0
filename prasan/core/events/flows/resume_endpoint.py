"""A receiver that was paused answers again, says who manages it."""

from __future__ import annotations

from django.utils import timezone

from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from ..models import Delivery, Endpoint
from ..rules import may_manage
from .deliver import revive


def resume_endpoint(endpoint_id: int) -> None:
    """Send to it again: what waits, and what was given up since anything got through. Raises NotFound.

    Also to one that said it was gone for good: who manages it knows better.
    """
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None or not may_manage(endpoint.agency_id):
        raise NotFound
    with scope.system("webhooks"):
        Endpoint.objects.filter(pk=endpoint.pk).update(active=True, paused_at=None, rest_until=timezone.now())
        dead = Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.DEAD)
        revive(dead.filter(ended_at__gt=endpoint.delivered_at) if endpoint.delivered_at else dead)
