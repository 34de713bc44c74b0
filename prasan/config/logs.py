"""Structured logs, one JSON object a line, in which no personal data can stand.

Two rules make that so. Our own events carry only keys of `KEYS`, whose values are names, numbers and ids
that the program made. Lines of libraries carry where they come from and the text their author wrote, never
the values put into it; exceptions carry their types and the places of their traceback, never their messages.
"""

from __future__ import annotations

import contextlib
import json
import logging
import logging.config
import os
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog

KEYS = frozenset(
    {
        "event", "level", "at", "request_id", "method", "route", "status", "ms", "queries", "error", "task",
        "job", "attempt", "channel", "service", "version", "kind", "count", "seconds", "size",
    }
)  # fmt: skip


# Loggers whose ready-made text names processes and addresses of our own only.
TRUSTED = ("_granian",)
# Loggers of what a client sent and Django refuses, as a foreign Host header; their last part says what it is.
REFUSED = "django.security."


class _Out:
    """Standard error as it is when a line is written; a log nobody can take must not fail a request."""

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()


OUT = _Out()


def configure(config: Mapping[str, Any] | None = None) -> None:
    """Send every log line of this process to standard error; called by Django with its `LOGGING`."""
    logging.config.dictConfig(dictionary())
    logging.raiseExceptions = False  # its complaint about a line it cannot write would show the values
    if _supervised():
        sys.excepthook = _uncaught
        threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _stamp,
            _known_keys_only,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(OUT),  # type: ignore[arg-type]
        wrapper_class=structlog.make_filtering_bound_logger(_level()),
        cache_logger_on_first_use=False,
    )


def dictionary() -> dict[str, Any]:
    """The standard library's part, as `logging.config.dictConfig` takes it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.Line"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": OUT, "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": _level()},
        "loggers": {
            # Django's own handlers would write requests with their paths, and mail them.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # Every request is one line of ours; Django's line for a 404 or 403 adds nothing.
            "django.request": {"level": "ERROR", "propagate": True},
            "_granian": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "granian.access": {"handlers": [], "propagate": False},
        },
    }


class Line(logging.Formatter):
    """A library's log record as JSON: its author's words without the values put into them."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "event": _words(record),
            "level": record.levelname.lower(),
            "at": _now(),
            "logger": record.name,
            "where": f"{record.module}:{record.lineno}",
        }
        refused = record.name.startswith(REFUSED)
        if request_id := structlog.contextvars.get_contextvars().get("request_id"):
            line["request_id"] = request_id
        if refused:  # the client's mistake, not ours: no fault to look into, and anybody can send a thousand
            line |= {
                "event": "request refused",
                "level": "warning",
                "kind": record.name.removeprefix(REFUSED),
            }
        elif request := getattr(record, "request", None):  # Django's line for a request that failed
            match = getattr(request, "resolver_match", None)
            line |= {"event": "request failed", "route": (match and match.view_name) or "none"}
        if action := getattr(record, "action", None):  # what procrastinate was doing, in its own short word
            line["action"] = str(action)
        if not refused and record.exc_info and record.exc_info[1] is not None:
            line |= describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe(error: BaseException) -> dict[str, object]:
    """An exception for a log line: its type and those that caused it, outermost first, and where each came through.

    `frames` has a list for each type: "file:line function", the place where it was raised last.
    """
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return {
        "error": [f"{type(e).__module__}.{type(e).__qualname__}" for e in chain],
        "frames": [
            [f"{_place(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(e.__traceback__)[-12:]]
            for e in chain
        ],
    }


def _words(record: logging.LogRecord) -> str:
    """What the author of the library wrote; of the server's own text the first line, under which it puts a traceback."""
    if record.name.startswith(TRUSTED):
        return str(record.msg).partition("\n")[0]
    return str(record.msg) if record.args else "library"


def _place(filename: str) -> str:
    """A source file as one looks for it: from the root of the program or of the libraries."""
    for root in ("/site-packages/", "/prasan/"):
        _before, found, rest = filename.rpartition(root)
        if found:
            return rest if root == "/site-packages/" else f"prasan/{rest}"
    return filename.rpartition("/")[2]


def _known_keys_only(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    left = sorted(set(event) - KEYS)
    kept = {key: event[key] for key in event if key in KEYS}
    if left:
        kept["left_out"] = left
    if isinstance(error, BaseException):
        kept |= describe(error)
    return kept


def _stamp(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["at"] = _now()
    return event


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _level() -> int:
    """INFO for server and worker; commands at a terminal speak for themselves."""
    return logging.INFO if _supervised() else logging.ERROR


def _supervised() -> bool:
    return "PRASAN_SUPERVISOR" in os.environ or os.environ.get("PRASAN_LOG") == "-"


def _uncaught(_: object, error: BaseException | None, __: TracebackType | None) -> None:
    if error is not None:
        structlog.get_logger().critical("uncaught", exc_info=error)
