"""The shape of a file: known keys, nothing missing, the right kind of value everywhere.

Walks the values beside the types of `definition.py`, so it tells every mistake at once, each in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from msgspec import inspect

from prasan.foundation.expressions import did_you_mean, near
from prasan.foundation.types import Words

from .definition import Definition, Question
from .mistakes import Mistake, Path, written
from .parse import Source

PATTERNS: dict[str, Words] = {
    r"^[a-z][a-z0-9-]{1,59}$": _("Small letters a-z, digits and hyphens; a letter first; 2 to 60 in all."),
    r"^[a-z][a-z0-9_]{0,59}$": _("Small letters a-z, digits and _; a letter first; at most 60 in all."),
    r"^M([1-9]|1[0-5])$": _("A row of the mission: M1 to M15."),
    r"^(1\.1|1\.2|1\.3|2\.1|2\.2|2\.3|3)$": _(
        'An identity assurance level: "1.1", "1.2", "1.3", "2.1", "2.2", "2.3" or "3".'
    ),
    r"^person\.[a-z_]+$": _("A fact about the person, such as person.name."),
}
SCHEMA_KEYS = ("$schema", "type", "required", "properties")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def check_structure(source: Source) -> Iterator[Mistake]:
    """Every mistake in the shape of the file, questions of the form included."""
    yield from _walk(inspect.type_info(Definition), source.value, (), source)
    schema = _reach(source.value, "form", "schema")
    if isinstance(schema, dict):
        yield from _schema(schema, source)


def wrong_value(type_: Any, value: Any) -> bool:
    """Whether a value is none of its type, as msgspec describes it."""
    return any(_walk(type_, value, (), Source()))


def _reach(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _schema(schema: dict[str, Any], source: Source) -> Iterator[Mistake]:
    path: Path = ("form", "schema")
    for key in schema:
        if key not in SCHEMA_KEYS:
            yield _unknown(key, SCHEMA_KEYS, (*path, key), source)
    if schema.get("$schema", DIALECT) != DIALECT:
        hint = format_lazy(_("Write {address}."), address=DIALECT)
        yield source.mistake((*path, "$schema"), _("Another dialect of JSON Schema."), hint)
    if schema.get("type") != "object":
        yield source.mistake((*path, "type"), _("The form's schema is of `type: object`."), key=True)
    names = inspect.type_info(list[str])
    yield from _walk(names, schema.get("required", []), (*path, "required"), source)
    yield from _questions(schema, path, source)


def _questions(schema: dict[str, Any], path: Path, source: Source) -> Iterator[Mistake]:
    """The questions under `properties`, and under the items of repeats."""
    questions = schema.get("properties")
    if not isinstance(questions, dict) or not questions:
        yield source.mistake((*path, "properties"), _("`properties` lists the questions."), key=True)
        return
    for name, question in questions.items():
        at: Path = (*path, "properties", name)
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name):
            message = format_lazy(_("`{key}` cannot be the name of a question."), key=name)
            yield source.mistake(at, message, PATTERNS[r"^[a-z][a-z0-9_]{0,59}$"], key=True)
        yield from _walk(inspect.type_info(Question), question, at, source)
        items = _reach(question, "items")
        if isinstance(items, dict) and items.get("type") == "object":
            names = inspect.type_info(list[str])
            yield from _walk(names, items.get("required", []), (*at, "items", "required"), source)
            yield from _questions(items, (*at, "items"), source)


def _unknown(key: str, known: Any, path: Path, source: Source) -> Mistake:
    message = format_lazy(_("The key `{key}` is not known here."), key=key)
    return source.mistake(path, message, did_you_mean(key, known), key=True)


def _walk(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    match type_:
        case inspect.AnyType():
            return
        case inspect.UnionType():
            yield from _union(type_, value, path, source)
        case inspect.StructType():
            yield from _struct(type_, value, path, source)
        case inspect.DictType():
            if not isinstance(value, dict):
                yield _wrong(type_, value, path, source)
                return
            for key, inner in value.items():
                yield from _word(type_.key_type, key, (*path, key), source, key=True)
                yield from _walk(type_.value_type, inner, (*path, key), source)
            yield from _length(type_, value, path, source)
        case inspect.ListType():
            if not isinstance(value, list):
                yield _wrong(type_, value, path, source)
                return
            for index, inner in enumerate(value):
                yield from _walk(type_.item_type, inner, (*path, index), source)
            yield from _length(type_, value, path, source)
        case inspect.EnumType():
            yield from _enum(type_, value, path, source)
        case inspect.StrType():
            yield from _word(type_, value, path, source)
        case _:
            yield from _plain(type_, value, path, source)


def _struct(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    if not isinstance(value, dict):
        yield _wrong(type_, value, path, source)
        return
    fields = {field.encode_name: field for field in type_.fields}
    slips = {near(key, fields) for key in islice((key for key in value if key not in fields), 20)}
    for key, inner in value.items():
        if key in fields:
            yield from _walk(fields[key].type, inner, (*path, key), source)
        else:
            yield _unknown(key, fields, (*path, key), source)
    for key, field in fields.items():
        if field.required and key not in value and key not in slips:
            hint = _("Every text is written in Thai (th) and English (en).") if key in ("th", "en") else ""
            message = format_lazy(_("`{key}` is missing."), key=key)
            place = source.at(path, key=True)
            yield Mistake(place.line, place.column, written((*path, key)), message, hint)


def _union(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    kinds = [kind for kind in type_.types if not isinstance(kind, inspect.NoneType)]
    if value is None and len(kinds) < len(type_.types):
        return
    first: list[Mistake] | None = None
    for kind in kinds:
        found = list(_walk(kind, value, path, source))
        if not found:
            return
        first = first or found
    yield from first or []


def _enum(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    allowed = [member.value for member in type_.cls]
    if value not in allowed:
        message = format_lazy(_("`{value}` is not allowed here."), value=_shown(value))
        hint = format_lazy(_("Allowed: {names}."), names=", ".join(f"`{name}`" for name in allowed))
        yield source.mistake(path, message, hint)


def _word(type_: Any, value: Any, path: Path, source: Source, *, key: bool = False) -> Iterator[Mistake]:
    if not isinstance(value, str):
        yield _wrong(type_, value, path, source)
    elif type_.pattern and not re.fullmatch(type_.pattern, value):
        message = format_lazy(_("`{value}` is not written as it must be here."), value=_shown(value))
        hint = PATTERNS.get(type_.pattern, "")
        yield source.mistake(path, message, hint, key=key)
    elif type_.min_length and not value.strip():
        yield source.mistake(path, _("The text is empty."))
    elif type_.max_length and len(value) > type_.max_length:
        yield source.mistake(path, format_lazy(_("Longer than {n} characters."), n=type_.max_length))


def _plain(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    checks: dict[type, bool] = {
        inspect.BoolType: isinstance(value, bool),
        inspect.IntType: numeric and isinstance(value, int),
        inspect.FloatType: numeric,
        inspect.NoneType: value is None,
    }
    if not checks.get(type(type_), True):
        yield _wrong(type_, value, path, source)
    elif (least := getattr(type_, "ge", None)) is not None and value < least:
        yield source.mistake(path, format_lazy(_("At least {n}."), n=least))
    elif (most := getattr(type_, "le", None)) is not None and value > most:
        version = (
            _("This program reads version {n} of the format.") if path == ("format",) else _("At most {n}.")
        )
        yield source.mistake(path, format_lazy(version, n=most))


def _length(type_: Any, value: Any, path: Path, source: Source) -> Iterator[Mistake]:
    if type_.min_length and len(value) < type_.min_length:
        yield source.mistake(
            path, format_lazy(_("At least {n} must be listed."), n=type_.min_length), key=True
        )


KINDS: dict[type, Words] = {
    inspect.StructType: _("a group of keys"),
    inspect.DictType: _("a group of keys"),
    inspect.ListType: _("a list"),
    inspect.StrType: _("a text"),
    inspect.IntType: _("a whole number"),
    inspect.FloatType: _("a number"),
    inspect.BoolType: _("`true` or `false`"),
}
GIVEN: dict[type, Words] = {
    dict: _("a group of keys"),
    list: _("a list"),
    str: _("a text"),
    int: _("a whole number"),
    float: _("a number"),
    bool: _("`true` or `false`"),
    type(None): _("nothing"),
}


def _wrong(type_: Any, value: Any, path: Path, source: Source) -> Mistake:
    message = format_lazy(
        _("Here belongs {wanted}, not {given}."),
        wanted=KINDS.get(type(type_), _("another value")),
        given=GIVEN.get(type(value), _("something else")),
    )
    hint: Words = ""
    if isinstance(type_, inspect.StrType) and isinstance(value, int | float):
        hint = format_lazy(_('Put it into quotation marks: "{value}".'), value=str(value))
    if isinstance(type_, inspect.ListType) and isinstance(value, str):
        hint = format_lazy(_("Put it into square brackets: [{value}]."), value=_shown(value))
    if isinstance(type_, inspect.StructType) and isinstance(value, str) and type_.cls.__name__ == "Text":
        hint = _("Every text is written in Thai and English: {th: …, en: …}.")
    return source.mistake(path, message, hint, key=value is None)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
