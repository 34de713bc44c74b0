"""Send nothing to a receiver for a while, say who manages it."""

from __future__ import annotations

from django.utils import timezone

from prasan.foundation.errors import NotFound

from ..models import Endpoint
from ..rules import may_manage


def pause_endpoint(endpoint_id: int) -> None:
    """What happens meanwhile waits, until `resume_endpoint`. Safe to repeat. Raises NotFound."""
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None or not may_manage(endpoint.agency_id):
        raise NotFound
    Endpoint.objects.filter(pk=endpoint.pk, paused_at=None).update(paused_at=timezone.now())
