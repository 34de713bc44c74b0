"""The outermost of the web server: what nothing inside has caught is logged as every fault is, without its message.

The server itself would write the whole traceback into the log, with the message and whatever stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger("prasan.uncaught")


class Interrupted(Exception):
    """An answer that broke off in the middle; the server then closes the connection, so that it is noticed."""


class Guarded:
    """A WSGI application from which no exception of a view gets out."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self.application(environ, start_response)
        except Exception as error:
            log.exception("uncaught", exc_info=error)
            start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Internal Server Error"]
        return _Watched(answer) if getattr(answer, "streaming", False) else answer


class _Watched:
    """An answer that is made while it is sent."""

    def __init__(self, answer: Iterable[bytes]) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.answer
        except Exception as error:
            log.exception("uncaught", exc_info=error)
            raise Interrupted from None

    def close(self) -> None:
        """Let go of what the answer holds open."""
        if close := getattr(self.answer, "close", None):
            close()
