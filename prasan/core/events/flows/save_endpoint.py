"""An agency's administrator says where webhooks go."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope, seal
from prasan.foundation.errors import Invalid, NotAllowed, NotFound

from ..models import Endpoint
from ..outside import check_url
from ..rules import may_manage

_TOPIC = re.compile(r"(\*|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(\.\*)?)")
_CONTEXT = "webhook secret"


def save_endpoint(agency: str, url: str, topics: Sequence[str]) -> tuple[Endpoint, str]:
    """Send events of `topics` (names, or patterns that end in ".*") of an agency to `url`.

    Returns the endpoint and its secret ("whsec_..."), which is shown this once.
    Raises NotAllowed, or Invalid with the fields "url" or "topics".
    """
    owner = directory.agency(agency)
    if not may_manage(owner.pk):
        raise NotAllowed
    url = check_url(url)
    topics = list(dict.fromkeys(topic.strip() for topic in topics if topic.strip()))
    if not topics or len(topics) > 50 or not all(_TOPIC.fullmatch(t) and len(t) <= 80 for t in topics):
        raise Invalid(fields={"topics": _("Give the names of events, such as case.opened or case.*")})
    secret = _sealed(secrets.token_bytes(32))
    endpoint = Endpoint.objects.create(agency=owner, url=url, topics=topics, secret=secret)
    return endpoint, secret_text(endpoint)


def remove_endpoint(endpoint_id: int) -> None:
    """Stop sending to an endpoint and forget it with its log. Raises NotFound."""
    endpoint = Endpoint.objects.filter(pk=endpoint_id).first()
    if endpoint is None or not may_manage(endpoint.agency_id):
        raise NotFound
    with scope.system("webhooks"):  # the log is written and deleted by the program alone
        endpoint.delete()


def secret_of(endpoint: Endpoint) -> bytes:
    """The key that signs what is sent to an endpoint."""
    return seal.unseal(base64.b64decode(endpoint.secret), context=_CONTEXT)


def secret_text(endpoint: Endpoint) -> str:
    """That key as its receiver is told it ("whsec_...")."""
    return "whsec_" + base64.b64encode(secret_of(endpoint)).decode()


def _sealed(secret: bytes) -> str:
    return base64.b64encode(seal.seal(secret, context=_CONTEXT)).decode()
