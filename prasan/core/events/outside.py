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

TIMEOUT = httpx.Timeout(10.0, connect=5.0)


class Forbidden(Exception):
    """The address is not one that the program calls."""


def check_url(url: str) -> str:
    """The address, tidied. Raises Invalid (field "url") for one that webhooks are not sent to."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _invalid() from error
    schemes = ("https", "http") if settings.WEBHOOKS_PRIVATE else ("https",)
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password or port == 0:
        raise _invalid()
    if not settings.WEBHOOKS_PRIVATE and _literal_private(parts.hostname):
        raise _invalid()
    return parts._replace(fragment="").geturl()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST to `url`; the status of the answer, whose body is not read.

    Raises Forbidden for an address that is not public, httpx.HTTPError and OSError when it cannot be reached.
    """
    parts = httpx.URL(url)
    if not settings.WEBHOOKS_PRIVATE and parts.scheme != "https":
        raise Forbidden("not https")
    address = _address(parts.host, parts.port or (443 if parts.scheme == "https" else 80))
    request_headers = {**headers, "Host": parts.netloc.decode("ascii")}
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST",
            parts.copy_with(host=address),
            content=body,
            headers=request_headers,
            extensions={"sni_hostname": parts.host},
        ) as answer,
    ):
        return answer.status_code


def _address(host: str, port: int) -> str:
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.WEBHOOKS_PRIVATE and not all(_public(address) for address in found):
        raise Forbidden("not a public address")
    return found[0]


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
    return ip.is_global and not ip.is_multicast


def _literal_private(host: str) -> bool:
    try:
        return not _public(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _invalid() -> Invalid:
    wrong = _("Give a public address that begins with https://")
    return Invalid(fields={"url": wrong})
