"""Calls to addresses that others chose: only to public ones, and to the very address that was checked.

A name is resolved once; every address it has must be public; the connection goes to that address, so that
a name that changes its mind between check and use gains nothing. Redirects are not followed.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid

from .deadline import Hurried

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that is given out to the public
TIMEOUT = httpx.Timeout(10.0, connect=5.0)  # of a step
WHOLE = 20  # seconds for all of them


class Forbidden(Exception):
    """The address is not one that the program calls."""


def check_url(url: str) -> str:
    """The address, tidied. Raises Invalid (field "url") for one that webhooks are not sent to.

    A name that nobody knows yet is taken: it is looked up again for each message.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = httpx.URL(url.strip()).host
    except (ValueError, httpx.InvalidURL) as error:
        raise _invalid() from error
    schemes = ("https", "http") if settings.WEBHOOKS_PRIVATE else ("https",)
    if parts.scheme not in schemes or not host or parts.username or parts.password or port == 0:
        raise _invalid()
    if not settings.WEBHOOKS_PRIVATE:
        # A name without a dot is one of this network; one that ends with a dot is the same without.
        host = host.rstrip(".")
        if not {".", ":"} & set(host) or host.endswith((".localhost", ".local", ".internal")):
            raise _inside()
        try:
            public_address(host, port or 443)
        except Forbidden as error:
            raise _inside() from error
        except (OSError, ValueError):
            pass
    return parts._replace(fragment="").geturl()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST to `url`; the status of the answer, whose body is not read.

    Raises Forbidden for an address that is not public, httpx.HTTPError and OSError when it cannot be reached.
    """
    parts = httpx.URL(url)
    if not settings.WEBHOOKS_PRIVATE and parts.scheme != "https":
        raise Forbidden("not https")
    address = public_address(parts.host, parts.port or (443 if parts.scheme == "https" else 80))
    request_headers = {**headers, "Host": parts.netloc.decode("ascii")}
    with (
        httpx.Client(
            timeout=TIMEOUT, follow_redirects=False, trust_env=False, transport=Hurried(WHOLE)
        ) as client,
        client.stream(
            "POST",
            parts.copy_with(host=address),
            content=body,
            headers=request_headers,
            extensions={"sni_hostname": parts.host},
        ) as answer,
    ):
        return answer.status_code


def public_address(host: str, port: int) -> str:
    """An address of the name, for a connection to this very one. Raises Forbidden where one of its is not public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.WEBHOOKS_PRIVATE and not all(_public(address) for address in found):
        raise Forbidden("not a public address")
    return found[0]


def _public(address: str) -> bool:
    """Whether everybody reaches the same machine there. Of forms of IPv6 that carry an IPv4 address, that counts."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.ipv4_mapped or ip.sixtofour:
            ip = ip.ipv4_mapped or ip.sixtofour or ip
        elif ip not in UNICAST or ip.teredo:
            return False
    return ip.is_global and not ip.is_multicast


def _invalid() -> Invalid:
    return Invalid(fields={"url": _("Give a public address that begins with https://")})


def _inside() -> Invalid:
    wrong = _("This address leads into a closed network or to this machine. Give one that is public.")
    return Invalid(fields={"url": wrong})
