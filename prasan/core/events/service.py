"""The public face of events: outbox, subscribers, idempotency keys, webhooks, the worker's beat."""

from .flows.drain import drain, send_again
from .flows.once import Attempt, idempotent
from .flows.publish import publish
from .pulse import beating, every
from .registry import Event, subscribe, unsubscribe

__all__ = [
    "Attempt",
    "Event",
    "beating",
    "drain",
    "every",
    "idempotent",
    "publish",
    "send_again",
    "subscribe",
    "unsubscribe",
]
