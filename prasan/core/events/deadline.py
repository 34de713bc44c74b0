"""A whole exchange over HTTP within a time: whoever answers a byte at a time holds nobody up."""

from __future__ import annotations

import ssl
import time
from typing import Any

import httpcore
import httpx


class Hurried(httpx.HTTPTransport):
    """Gives an exchange up `seconds` after it was made, however many steps it took."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(context, network_backend=_Backend(time.monotonic() + seconds))


class _Backend(httpcore.NetworkBackend):
    def __init__(self, until: float) -> None:
        self.until, self.plain = until, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *local: Any, **more: Any
    ) -> httpcore.NetworkStream:
        left = _left(self.until, timeout, httpcore.ConnectTimeout)
        return _Stream(self.plain.connect_tcp(host, port, left, *local, **more), self.until)


class _Stream(httpcore.NetworkStream):
    def __init__(self, plain: httpcore.NetworkStream, until: float) -> None:
        self.plain, self.until = plain, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.plain.read(max_bytes, _left(self.until, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.plain.write(buffer, _left(self.until, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self.until, timeout, httpcore.ConnectTimeout)
        return _Stream(self.plain.start_tls(ssl_context, server_hostname, left), self.until)

    def get_extra_info(self, info: str) -> Any:
        return self.plain.get_extra_info(info)


def _left(until: float, timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
    """Seconds that a step may take. Raises `late` when none are left."""
    left = until - time.monotonic()
    if left <= 0:
        raise late("the time for the whole exchange is up")
    return left if timeout is None else min(left, timeout)
