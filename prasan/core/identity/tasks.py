"""Background work of sign-in."""

from __future__ import annotations

import logging

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from prasan.core.notices import service as notices
from prasan.foundation.forget import forget

from .flows.contacts import forget_codes
from .flows.seal_passwords import seal_passwords
from .flows.send_resets import opened
from .flows.send_resets import send_resets as send
from .flows.throttle import forget_old
from .flows.verify_at_counter import forget_proof_codes

log = logging.getLogger(__name__)


@app.periodic(cron="7 19 * * *")  # 02:07 in Bangkok
@app.task(name="identity.clear_sign_in", queueing_lock="identity.clear_sign_in")
def clear_sign_in(timestamp: int) -> None:
    """Forget sessions that have run out and attempts that no longer count; seal what is left to seal."""
    forget(Session.objects.filter(expire_date__lt=timezone.now()), "identity")
    forget_old()
    seal_passwords()
    forget_codes()
    forget_proof_codes()
    _forget_cached()


def _forget_cached() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM identity_cache WHERE expires < now()")


@app.task(name="identity.send_resets", retry=3)
def send_resets(sealed: str) -> None:
    """Send the links for a new password to a sealed address, where accounts have it."""
    send(opened(sealed))


@app.task(name="identity.answer_line")
def answer_line(token: str, text: str) -> None:
    """Answer somebody in LINE; the token is good for a minute and once, so it is not tried again."""
    try:
        notices.line_reply(token, text)
    except (notices.Later, notices.Never, notices.NotSetUp) as error:
        log.warning("an answer in LINE did not go out: %s", type(error).__name__)
