"""Slow down guessing of passwords without letting anybody lock somebody else out.

Failures are counted for a name from one address, and for an address whatever the name. Nothing is counted
for a name alone: whoever fails in another's name stops only themselves. Passkeys are never slowed down.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from prasan.foundation import scope
from prasan.foundation.forget import forget
from prasan.foundation.ids import normal_phone
from prasan.foundation.thai import to_arabic

from ..models import Attempt

WINDOW = datetime.timedelta(minutes=10)
MOST_FOR_A_NAME = 5
MOST_FOR_AN_ADDRESS = 60  # an office or a mobile network shares one address
SIGN_UPS = "\0sign-up"  # no user name: sign-ups are counted under it, so that none are made by the thousand
MOST_SIGN_UPS = 40  # a volunteer helps a whole village from one telephone


def too_many(request: HttpRequest, name: str, *, most: int = MOST_FOR_A_NAME) -> bool:
    """Whether this address has to wait before it may try this name again."""
    pair, address = _keys(request, name)
    with scope.system("sign-in"):
        recent = dict(
            Attempt.objects.filter(key__in=(pair, address), since__gt=timezone.now() - WINDOW).values_list(
                "key", "failures"
            )
        )
    return recent.get(pair, 0) >= most or recent.get(address, 0) >= MOST_FOR_AN_ADDRESS


def failed(request: HttpRequest, name: str) -> None:
    """Count a failed sign-in, for the name and for the address."""
    _add(_keys(request, name))


def count(request: HttpRequest, name: str) -> None:
    """Count something that is no failure, for the name alone."""
    _add(_keys(request, name)[:1])


def _add(keys: Iterable[str]) -> None:
    now = timezone.now()
    with scope.system("sign-in"):
        for key in keys:
            counted = Attempt.objects.filter(key=key, since__gt=now - WINDOW)
            if not counted.update(failures=F("failures") + 1):
                Attempt.objects.update_or_create(key=key, defaults={"failures": 1, "since": now})


def forget_old() -> int:
    """Delete what no longer counts; answers how many."""
    return forget(Attempt.objects.filter(since__lt=timezone.now() - WINDOW), "identity")


def succeeded(request: HttpRequest, name: str) -> None:
    """Forget the failures of this name from this address; those of the address stay."""
    with scope.system("sign-in"):
        Attempt.objects.filter(key=_keys(request, name)[0]).delete()


def client_address(request: HttpRequest) -> str:
    """The address of who asks: the connection's, or what the last trusted proxy saw (PRASAN_PROXIES)."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _keys(request: HttpRequest, name: str) -> tuple[str, str]:
    address = client_address(request)
    return _key("pair", f"{_plain(name)}\0{address}"), _key("address", address)


def _plain(name: str) -> str:
    """The name however it is written: a telephone number with other dashes or digits is no new one."""
    try:
        return normal_phone(name)
    except ValueError:
        return to_arabic(name).strip().lower()


def _key(kind: str, text: str) -> str:
    return salted_hmac(f"prasan.identity.attempt.{kind}", text, algorithm="sha256").hexdigest()
