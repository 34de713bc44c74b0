"""The account fees go to, and the keys the bank signs its messages with."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Unavailable


@dataclass(frozen=True)
class Account:
    """biller: 15 digits from the bank. keys: shared secrets, newest first; two while one is being changed."""

    biller: str
    keys: tuple[bytes, ...]


def account() -> Account:
    """The installation's payment account. Raises Unavailable where none has been set up."""
    if settings.BILLER_ID and settings.BANK_KEYS:
        return Account(settings.BILLER_ID, tuple(_key(k) for k in settings.BANK_KEYS.split(",")))
    if settings.DEMO:
        secret = hmac.digest(settings.SECRET_KEY.encode(), b"prasan.demo.bank", hashlib.sha256)
        return Account("099999999999901", (secret,))
    raise Unavailable(_("No payment account has been set up here yet."), code="no-payment-account")


def _key(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip().removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise Unavailable(_("The payment account is set up wrongly."), code="no-payment-account") from error
