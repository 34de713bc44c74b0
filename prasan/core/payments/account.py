"""The account fees go to, and the keys the bank signs its messages with.

The environment goes before what an administrator set. In the demonstration there is always an account, of the
bank of the demonstration.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import Unavailable
from prasan.foundation.languages import in_language

DEMO_BILLER = "099999999999901"


def biller() -> str:
    """The 15 digits the bank knows the account by. Raises Unavailable where none has been set up."""
    found = settings.BILLER_ID or directory.setting("payment.biller_id") or (settings.DEMO and DEMO_BILLER)
    if not found:
        raise Unavailable(_("No payment account has been set up here yet."), code="no-payment-account")
    return str(found)


def account_name() -> str:
    """The name payers see in their bank's program, in the language in force; "" where it is not known."""
    found = directory.setting(in_language("payment.name_th", "payment.name_en"))
    return found or (str(_("Fees account of the demonstration")) if settings.DEMO else "")


def bank_keys() -> tuple[bytes, ...]:
    """Shared secrets, newest first; two while one is being changed. Raises Unavailable where there is none."""
    text = settings.BANK_KEYS
    if not text:
        with scope.system("payments"):
            text = directory.secret("payment.bank_key")
    if text:
        return tuple(_key(part) for part in text.split(",") if part.strip())
    if settings.DEMO:
        return (hmac.digest(settings.SECRET_KEY.encode(), b"prasan.demo.bank", hashlib.sha256),)
    raise Unavailable(_("No payment account has been set up here yet."), code="no-payment-account")


def _key(text: str) -> bytes:
    """A key as banks give it: base64, with or without the prefix of Standard Webhooks, at least 128 bits."""
    try:
        key = base64.b64decode(text.strip().removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise Unavailable(_("The payment account is set up wrongly."), code="no-payment-account") from error
    if len(key) < 16:
        raise Unavailable(_("The payment account is set up wrongly."), code="no-payment-account")
    return key
