"""From what was posted to values and mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from prasan.foundation.types import Words

from . import groups, kinds, places
from .field import YES_NO, Data, Field, Kind


@dataclass(frozen=True)
class Parsed:
    """An answer that was read: `value` is None when nothing was given, `errors` by name of input."""

    value: Any
    errors: dict[str, Words] = field(default_factory=dict)

    @property
    def error(self) -> Words:
        """The first mistake, or ""."""
        return next(iter(self.errors.values()), "")


def default_data(post: QueryDict) -> dict[str, list[str]]:
    """`request.POST` as plain data, without NUL: nobody types one, and no database takes it."""
    return {str(name): [str(v).replace("\x00", "") for v in values] for name, values in post.lists()}


def bind(question: Field, data: Data, errors: Mapping[str, Words] | None = None) -> Field:
    """The question showing again what was typed, with what is wrong beside it."""
    return replace(question, raw=data, errors=errors or {})


def parse_all(questions: Sequence[Field], data: Data) -> tuple[dict[str, Any], dict[str, Words]]:
    """Values (those given) and mistakes of several questions."""
    values: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for question in questions:
        read = parse(question, data)
        errors |= read.errors
        if read.value is not None:
            values[question.name] = read.value
    return values, errors


def parse(question: Field, data: Data) -> Parsed:
    """Read one answer. Nothing given is None, and a mistake only where an answer is required."""
    question = replace(question, raw=data)
    match question.kind:
        case Kind.RADIOS | Kind.SELECT | Kind.YES_NO:
            return _one(question, data)
        case Kind.CHECKBOXES:
            return _several(question, data)
        case Kind.CHECKBOX:
            return _tick(question, data)
        case Kind.PLACE:
            return _place(question)
        case Kind.ADDRESS:
            return _address(question)
        case Kind.FILES:
            return _files(question, data)
        case Kind.REPEAT:
            return _repeat(question)
    parts = kinds.shown(question)
    if not any(text.strip() for text in parts.values()):
        return _nothing(question)
    try:
        return Parsed(kinds.JOIN[question.kind](parts, question))
    except kinds.Wrong as wrong:
        return Parsed(None, {question.name: str(wrong)})


def _nothing(question: Field, value: Any = None) -> Parsed:
    if not question.required:
        return Parsed(value)
    choosing = question.kind in (Kind.RADIOS, Kind.SELECT, Kind.YES_NO, Kind.CHECKBOXES, Kind.PLACE)
    if question.kind is Kind.FILES:
        message = _("Attach a file: %(label)s")
    elif question.kind is Kind.CHECKBOX:
        message = _("Tick the box to go on: %(label)s")
    else:
        message = _("Choose an answer: %(label)s") if choosing else _("Fill in: %(label)s")
    return Parsed(None, {question.name: message % {"label": question.label}})


def _one(question: Field, data: Data) -> Parsed:
    text = (data.get(question.name) or [""])[-1]
    if not text:
        return _nothing(question)
    choices = YES_NO if question.kind is Kind.YES_NO else question.choices
    for choice in choices:
        if str(choice.value) == text:
            return Parsed(choice.value)
    return Parsed(None, {question.name: _("Choose one of the answers given")})


def _several(question: Field, data: Data) -> Parsed:
    known = {str(c.value): c.value for c in question.choices}
    texts = list(dict.fromkeys(t for t in data.get(question.name, ()) if t))
    if not texts:
        return _nothing(question)
    if not set(texts) <= set(known):
        return Parsed(None, {question.name: _("Choose from the answers given")})
    return _counted(question, [known[t] for t in texts])


def _tick(question: Field, data: Data) -> Parsed:
    ticked = bool(set(data.get(question.name, ())) & {"True", "on"})
    return Parsed(True) if ticked else _nothing(question, False)


def _place(question: Field) -> Parsed:
    codes = places.chosen_codes(question)
    if codes and codes[-1]:
        return Parsed(codes[-1])
    if any(codes):
        return Parsed(None, {question.name: places.PROMPTS[codes.index("")]})
    return _nothing(question)


def _address(question: Field) -> Parsed:
    parts = groups.address_parts(question)
    if not question.required and not any(
        parse(replace(p, required=False), question.raw or {}).value for p in parts
    ):
        return Parsed(None)
    values: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for part in parts:
        # An address that was begun is of no use without its house and place.
        begun = replace(part, required=part.required or groups.short_name(part) in ("no", "place"))
        read = parse(begun, question.raw or {})
        errors |= read.errors
        if read.value is not None:
            values[groups.short_name(part)] = read.value
    return Parsed(None if errors else values, errors)


def _files(question: Field, data: Data) -> Parsed:
    ids = list(dict.fromkeys(v for v in data.get(question.name, ()) if v))
    return _counted(question, ids) if ids else _nothing(question)


def _repeat(question: Field) -> Parsed:
    items: list[dict[str, Any]] = []
    errors: dict[str, Words] = {}
    rows = groups.rows(question)
    for row in rows:
        # The one empty item that a page offers is not an item given.
        if not question.required and len(rows) == 1 and _untouched(row):
            continue
        item = {}
        for inner, part in zip(question.fields, row, strict=True):
            read = parse(part, question.raw or {})
            errors |= read.errors
            if read.value is not None:
                item[inner.name] = read.value
        items.append(item)
    if errors:
        return Parsed(None, errors)
    return _counted(question, items) if items else _nothing(question)


def _untouched(row: Sequence[Field]) -> bool:
    return all(
        parse(replace(part, required=False), part.raw or {}) in (Parsed(None), Parsed(False)) for part in row
    )


def _counted(question: Field, items: list[Any]) -> Parsed:
    if question.max_items is not None and len(items) > question.max_items:
        return Parsed(None, {question.name: _("At most %(most)s") % {"most": question.max_items}})
    if question.min_items is not None and len(items) < question.min_items:
        return Parsed(None, {question.name: _("At least %(least)s") % {"least": question.min_items}})
    return Parsed(items)


# --- buttons inside a form, which ask for the page again instead of going on --------------------------


def wants(data: Data) -> str:
    """Which inner button was pressed: "add", "remove", "drop" (a file), "refresh", or "" when none."""
    return next((name[1:] for name in ("_add", "_remove", "_drop", "_refresh") if name in data), "")


def press(data: Data) -> dict[str, list[str]]:
    """The posted data after the inner button did its work, to be bound and shown again."""
    changed = {name: list(values) for name, values in data.items()}
    pressed = wants(data)
    target = (changed.pop(f"_{pressed}", None) or [""])[-1] if pressed else ""
    if pressed == "add":
        changed[target] = [str(min(groups.posted_count(target, data) + 1, groups.MOST_ITEMS))]
    elif pressed == "remove":
        name, _dash, number = target.rpartition("-")
        if number.isascii() and number.isdigit():
            changed = _without(name, int(number[:3]), changed)
    elif pressed == "drop":
        name, _colon, file = target.partition(":")
        changed[name] = [v for v in changed.get(name, []) if v != file]
    return changed


def _without(name: str, gone: int, data: dict[str, list[str]]) -> dict[str, list[str]]:
    kept = {}
    for key, values in data.items():
        head, number, rest = _split(name, key)
        if not head or number < gone:
            kept[key] = values
        elif number > gone:
            kept[f"{name}-{number - 1}-{rest}"] = values
    kept[name] = [str(max(0, groups.posted_count(name, data) - 1))]
    return kept


def _split(name: str, key: str) -> tuple[bool, int, str]:
    if key.startswith(f"{name}-"):
        number, dash, rest = key[len(name) + 1 :].partition("-")
        if dash and number.isascii() and number.isdigit() and len(number) < 4:
            return True, int(number), rest
    return False, 0, ""
