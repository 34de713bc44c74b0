"""From the bytes of a service file to plain values, with line and column of every key and value.

Only the plain part of YAML 1.2 is read: groups, lists and values. Anchors, tags and several documents in one
file are refused, so a file holds what one sees, and a small file cannot grow large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from prasan.foundation.types import Words

from .mistakes import Mistake, Path, written

LARGEST = 256 * 1024  # bytes
MOST = 10_000  # keys and values; the longest real files have a tenth of it
DEEPEST = 24  # groups and lists inside one another


@dataclass(frozen=True)
class Place:
    """Where something begins, counted from 1. `style`: how a text is written (', ", |, > or plain)."""

    line: int
    column: int
    style: str = ""
    lines: int = 1


@dataclass
class Source:
    """A file read: its value, and the places of its values and keys."""

    value: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def at(self, path: Path, *, key: bool = False) -> Place:
        """The place of the value (or key) at `path`, or of the nearest group that is there."""
        while path:
            found = self.keys.get(path) if key else self.values.get(path)
            if found := found or self.values.get(path):
                return found
            path, key = path[:-1], True
        return self.values.get((), Place(1, 1))

    def mistake(self, path: Path, message: Words, hint: Words = "", *, key: bool = False) -> Mistake:
        """A mistake at the value (or key) at `path`."""
        place = self.at(path, key=key)
        return Mistake(place.line, place.column, written(path), message, hint)

    def inside(self, path: Path, offset: int, message: Words, hint: Words = "") -> Mistake:
        """A mistake `offset` characters into the text at `path`."""
        place, text = self.at(path), str(_reach(self.value, path))
        before = text[:offset]
        if place.lines == 1:
            column = place.column + offset + (place.style in ("'", '"') and 1)
            return Mistake(place.line, column, written(path), message, hint)
        line = place.line + (1 + before.count("\n") if place.style == "|" else 0)
        return Mistake(line, 1 if place.style == "|" else place.column, written(path), message, hint)


class Unreadable(Exception):
    """The text is not YAML at all, or a part of YAML that is not read."""

    def __init__(self, message: Words, line: int = 1, column: int = 1, hint: Words = "") -> None:
        super().__init__(message)
        self.mistake = Mistake(line, column, "", message, hint)


def read(content: bytes | str) -> Source:
    """The file's values and places. When it cannot be read, `value` is None and `mistakes` say why."""
    source = Source()
    try:
        events = _Events(_text(content))
        start = events.next()
        if start is None:
            raise Unreadable(_("The file is empty."))
        source.value = _Builder(events, source).node(start, (), 0)
        if events.next() is not None:
            raise Unreadable(_("The file holds more than one document."))
    except Unreadable as wrong:
        source.value = None
        source.mistakes.append(wrong.mistake)
    return source


def _text(content: bytes | str) -> str:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(raw) > LARGEST:
        raise Unreadable(format_lazy(_("The file is larger than {n} kilobytes."), n=LARGEST // 1024))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        good = raw[: wrong.start].decode("utf-8", "ignore")
        line, column = good.count("\n") + 1, len(good) - good.rfind("\n")
        hint = _("Save the file as UTF-8.")
        raise Unreadable(_("This character is not UTF-8."), line, column, hint) from None
    for number, line_text in enumerate(text.split("\n"), 1):
        if bad := re.search(
            r"[^\t\r\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", line_text
        ):
            raise Unreadable(_("An invisible control character stands here."), number, bad.start() + 1)
        if tab := re.match(r" *\t", line_text):
            hint = _("Use spaces, two for each level.")
            raise Unreadable(_("The line is indented with a tab."), number, tab.end(), hint)
    return text


_UNENDED = _("A text in quotation marks does not end.")
_END_IT = _("Put a quotation mark at its end; inside a text in single quotes write '' for one.")
_SAID: tuple[tuple[str, Words, Words], ...] = (
    (
        "mapping values are not allowed here",
        _("A colon is not allowed here."),
        _("A text that holds a colon and a space needs quotation marks; or the line is indented wrongly."),
    ),
    (
        "could not find expected ':'",
        _("A colon is missing after a key, here or on the line before."),
        _("Write `key: value`, with a space after the colon."),
    ),
    (
        "while scanning a quoted scalar",
        _UNENDED,
        _END_IT,
    ),
    (
        "found unknown escape character",
        _("A backslash in this text is not understood."),
        _("Use single quotes."),
    ),
    (
        "while parsing a flow",
        _("A comma or a closing bracket is missing here or before."),
        _("Each `{` needs its `}` and each `[` its `]`, with commas between the parts."),
    ),
    (
        "while parsing a block",
        _("The line does not fit the lines above it."),
        _("Keys of one group begin in the same column."),
    ),
    (
        "cannot start any token",
        _("A text cannot begin with this character."),
        _("Put the text into quotation marks."),
    ),
)


class _Events:
    """The events of the document, with what YAML says of its mistakes in plain words."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
        self._documents = 0
        self._long: ScalarEvent | None = None  # the first text in quotation marks over several lines

    def next(self) -> Event | None:
        try:
            for event in self._events:
                if isinstance(event, DocumentStartEvent):
                    self._documents += 1
                    if self._documents > 1:
                        mark = event.start_mark
                        hint = _("Remove `---`; each service has a file of its own.")
                        message = _("The file holds more than one document.")
                        raise Unreadable(message, mark.line + 1, mark.column + 1, hint)
                if isinstance(event, ScalarEvent) and event.style in ("'", '"') and not self._long:
                    self._long = event if event.end_mark.line > event.start_mark.line else None
                if isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
                    return _allowed(event)
                if isinstance(event, MappingEndEvent | SequenceEndEvent):
                    return event
        except MarkedYAMLError as wrong:
            raise self._unended() or _plain(wrong) from None
        except (YAMLError, ValueError, OverflowError, RecursionError):
            raise Unreadable(_("The file is not valid YAML.")) from None
        return None

    def _unended(self) -> Unreadable | None:
        """A quotation mark left open swallows lines up to the next one, and YAML complains only there."""
        if self._long is None:
            return None
        mark = self._long.start_mark
        return Unreadable(_UNENDED, mark.line + 1, mark.column + 1, _END_IT)


def _plain(wrong: MarkedYAMLError) -> Unreadable:
    said = f"{wrong.context} {wrong.problem}"
    mark = wrong.problem_mark or wrong.context_mark
    if wrong.context and "quoted scalar" in wrong.context and wrong.context_mark:
        mark = wrong.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    for part, message, hint in _SAID:
        if part in said:
            return Unreadable(message, line, column, hint)
    return Unreadable(_("The file is not valid YAML here."), line, column)


def _allowed(event: Any) -> Event:
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if isinstance(event, AliasEvent) or event.anchor:
        hint = _("Write the text out, or put a text that begins with & or * into quotation marks.")
        raise Unreadable(_("Anchors (&) and references (*) are not used here."), line, column, hint)
    if event.tag:
        hint = _("Put a text that begins with ! into quotation marks.")
        raise Unreadable(_("Tags (!) are not used here."), line, column, hint)
    assert isinstance(event, Event)  # noqa: S101 — narrows for the type checker
    return event


_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def scalar(event: ScalarEvent) -> str | int | float | bool | None:
    """The value of a scalar by the core schema of YAML 1.2; dates stay texts."""
    text = str(event.value)
    if event.style:
        return text
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.capitalize()):
        return _WORDS[text.lower()]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


@dataclass
class _Builder:
    events: _Events
    source: Source
    parts: int = 0

    def node(self, event: Event, path: Path, depth: int) -> Any:
        mark = event.start_mark
        self.parts += 1
        if self.parts > MOST:
            message = format_lazy(_("The file has more than {n} parts."), n=MOST)
            raise Unreadable(message, mark.line + 1, mark.column + 1)
        place = Place(mark.line + 1, mark.column + 1)
        if depth > DEEPEST:
            raise Unreadable(_("Too many groups inside one another."), place.line, place.column)
        if isinstance(event, ScalarEvent):
            lines = event.end_mark.line - mark.line + 1
            self.source.values[path] = Place(place.line, place.column, event.style or "", lines)
            return scalar(event)
        self.source.values[path] = place
        if isinstance(event, SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(inner := self._next(), SequenceEndEvent):
                items.append(self.node(inner, (*path, len(items)), depth + 1))
            return items
        return self._group(path, depth)

    def _group(self, path: Path, depth: int) -> dict[str, Any]:
        group: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            if not isinstance(event, ScalarEvent):
                raise Unreadable(_("A key must be a single word."), line, column)
            key = str(event.value)
            value = self.node(self._next(), (*path, key), depth + 1)
            if key in group:
                first = self.source.keys[(*path, key)].line
                message = format_lazy(_("The key `{key}` is here twice."), key=key)
                hint = format_lazy(_("It is already on line {line}."), line=first)
                self.source.mistakes.append(Mistake(line, column, written((*path, key)), message, hint))
            self.source.keys.setdefault((*path, key), Place(line, column))
            group.setdefault(key, value)
        return group

    def _next(self) -> Event:
        event = self.events.next()
        if event is None:
            raise Unreadable(_("The file ends too early."))
        return event


def _reach(value: Any, path: Path) -> Any:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return value


__all__ = ["DEEPEST", "LARGEST", "Place", "Source", "read"]
