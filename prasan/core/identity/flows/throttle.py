"""Slow down guessing of passwords without letting anybody lock somebody else out for long.

Tries are counted for a name from one address, for an address whatever the name, and, up to a number that only
guessing from many places comes to, for a name whatever the address. A try is counted before it is judged and
taken back when it was right, so that many at once pass no limit. Passkeys are never slowed down.
"""

from __future__ import annotations

import datetime
import ipaddress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
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
LONG_WINDOW = datetime.timedelta(hours=1)
MOST_FOR_A_NAME = 5
MOST_FOR_AN_ADDRESS = 60  # an office or a mobile network shares one address
MOST_ANYWHERE = 50  # for one name in an hour
SIGN_UPS = "\0sign-up"  # no user name: sign-ups are counted under it, so that none are made by the thousand
MOST_SIGN_UPS = 40  # a volunteer helps a whole village from one telephone

# One statement: who counts at the same moment waits, and gets the next number.
_COUNT = """
INSERT INTO identity_attempt (key, failures, since) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN identity_attempt.since > %(from)s THEN identity_attempt.failures + 1 ELSE 1 END,
    since = CASE WHEN identity_attempt.since > %(from)s THEN identity_attempt.since ELSE %(now)s END
RETURNING failures
"""


@dataclass(frozen=True, order=True)
class Limit:
    """So many tries under a key in a window of time."""

    key: str
    most: int
    window: datetime.timedelta = WINDOW


def too_many(request: HttpRequest, name: str, *, anywhere: int = MOST_ANYWHERE) -> bool:
    """Count a try of `name` and answer whether it is one too many.

    anywhere: the most in an hour, from all addresses together.
    """
    return _one_more(_limits(request, name, anywhere))


def succeeded(request: HttpRequest, name: str) -> None:
    """Take the try back: it was right. Those before it stay, for they may have been at another's account."""
    keys = [limit.key for limit in _limits(request, name, 0)]
    with scope.system("sign-in"):
        Attempt.objects.filter(key__in=keys, failures__gt=0).update(failures=F("failures") - 1)


def too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Count something that is no failure, and answer whether this address does it too often."""
    return _one_more([Limit(_pair(what, network(request)), most)])


def too_many_letters(email: str, most: int) -> bool:
    """Count a letter to an address that anybody may have typed, and answer whether it is one too many in an hour."""
    return _one_more([Limit(_key("letter", email), most, LONG_WINDOW)])


def too_many_of(kind: str, what: str, most: int, *, window: datetime.timedelta = LONG_WINDOW) -> bool:
    """Count a try of a kind at an address or by somebody, and answer whether it is one too many in the window."""
    return _one_more([Limit(_key(kind, what), most, window)])


def _one_more(limits: list[Limit]) -> bool:
    now = timezone.now()
    passed = False
    with scope.system("sign-in"), connection.cursor() as cursor:
        for limit in sorted(limits):  # always in one order, so that no two wait for each other
            cursor.execute(_COUNT, {"key": limit.key, "now": now, "from": now - limit.window})
            passed |= cursor.fetchone()[0] > limit.most
    return passed


def forget_old() -> int:
    """Delete what no longer counts; answers how many."""
    return forget(Attempt.objects.filter(since__lt=timezone.now() - LONG_WINDOW), "identity")


def client_address(request: HttpRequest) -> str:
    """The address of who asks: the connection's, or what the last trusted proxy saw (PRASAN_PROXIES)."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def network(request: HttpRequest) -> str:
    """Who asks, for a limit: the address, or the /64 of IPv6, all of which one connection has for itself."""
    address = client_address(request)
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(ip) >> 64 << 64, 64)))


def _limits(request: HttpRequest, name: str, anywhere: int) -> list[Limit]:
    address = network(request)
    return [
        Limit(_pair(name, address), MOST_FOR_A_NAME),
        Limit(_key("address", address), MOST_FOR_AN_ADDRESS),
        Limit(_key("name", _plain(name)), anywhere, LONG_WINDOW),
    ]


def _pair(name: str, address: str) -> str:
    return _key("pair", f"{_plain(name)}\0{address}")


def _plain(name: str) -> str:
    """The name however it is written: a telephone number with other dashes or digits is no new one."""
    try:
        return normal_phone(name)
    except ValueError:
        return to_arabic(name).strip().lower()


def _key(kind: str, text: str) -> str:
    return salted_hmac(f"prasan.identity.attempt.{kind}", text, algorithm="sha256").hexdigest()
