"""The public face of events: outbox, subscribers, idempotency keys, webhooks, the worker's beat."""

from .flows.deliver import PAUSED, deliver, send_webhook_again
from .flows.drain import drain, send_again
from .flows.once import Attempt, answers_to, erase_answers, idempotent
from .flows.pause_endpoint import pause_endpoint
from .flows.publish import publish
from .flows.resume_endpoint import resume_endpoint
from .flows.save_endpoint import remove_endpoint, save_endpoint
from .models import Delivery, Endpoint
from .outside import Forbidden, check_url, public_address
from .outside import post as post_outside
from .pulse import beating, every
from .queries import deliveries, endpoint, endpoints, given_up, managed_agencies
from .registry import Event, subscribe, unsubscribe
from .repeats import RepeatKey, done_once

__all__ = [
    "PAUSED",
    "Attempt",
    "Delivery",
    "Endpoint",
    "Event",
    "Forbidden",
    "RepeatKey",
    "answers_to",
    "beating",
    "check_url",
    "deliver",
    "deliveries",
    "done_once",
    "drain",
    "endpoint",
    "endpoints",
    "erase_answers",
    "every",
    "given_up",
    "idempotent",
    "managed_agencies",
    "pause_endpoint",
    "post_outside",
    "public_address",
    "publish",
    "remove_endpoint",
    "resume_endpoint",
    "save_endpoint",
    "send_again",
    "send_webhook_again",
    "subscribe",
    "unsubscribe",
]
