"""A file whose shape is wrong as it was probably meant, so that its meaning can be looked at in the same run.

A key with a slip is taken for the one it is near, an unknown key is left out, a text in one language stands for
both, and what is missing or cannot be is made up. What would only follow from something made up is not told (see
`Mended.doubted`). Nothing mended is ever published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from msgspec import inspect

from prasan.foundation.expressions import near

from .definition import Definition, Question, Text
from .structure import wrong_value

# Where something is made up in a part of the file, these parts may be called wrong for that alone.
FOLLOWS = {
    "form": ("form", "route", "deadlines", "fee", "outputs", "workflow"),
    "workflow": ("form", "workflow", "deadlines", "appeal"),
}
MADE_UP = (
    "made-up",
    "made_up",
    "M1",
    "1.1",
    "person.name",
    "01",
)  # one of them fits any pattern of the format


@dataclass
class Mended:
    """The value of a file as it may have been meant."""

    value: Any = None
    doubted: set[str] = field(default_factory=set)  # keys of the file in whose parts something was made up

    def follows(self, path: str) -> bool:
        """Whether what is wrong at `path` may only follow from something made up."""
        part = path.split(".")[0].split("[")[0]
        return any(not part or part in FOLLOWS.get(doubted, (doubted,)) for doubted in self.doubted)


def mended(value: Any) -> Mended:
    """The file's value put right; what cannot be guessed at all stays as it is."""
    out = Mended()
    found = _mend(inspect.type_info(Definition), value, "", out)
    form = found.get("form") if isinstance(found, dict) else None
    if isinstance(form, dict) and isinstance(form.get("schema"), dict):
        form["schema"] = _schema(form["schema"], out)
    out.value = found
    return out


def _mend(type_: Any, value: Any, part: str, out: Mended) -> Any:
    """part: the key of the file that the value stands under."""
    match type_:
        case inspect.StructType() if isinstance(value, dict):
            return _struct(type_, value, part, out)
        case inspect.DictType() if isinstance(value, dict):
            return {key: _mend(type_.value_type, inner, part, out) for key, inner in value.items()}
        case inspect.ListType() if isinstance(value, list):
            return [_mend(type_.item_type, inner, part, out) for inner in value]
        case inspect.UnionType() if isinstance(value, dict | list):
            kinds = {dict: (inspect.StructType, inspect.DictType), list: (inspect.ListType,)}[type(value)]
            fit = next((kind for kind in type_.types if isinstance(kind, kinds)), None)
            return _mend(fit, value, part, out) if fit else value
    if not wrong_value(type_, value):
        return value
    out.doubted.add(part)
    return _made_up(type_)


def _struct(type_: Any, value: dict[str, Any], part: str, out: Mended) -> dict[str, Any]:
    fields = {field.encode_name: field for field in type_.fields}
    meant = {key: value[key] for key in value if key in fields}
    for key in value:
        if key not in fields and (right := near(key, fields)):
            meant.setdefault(right, value[key])
    if type_.cls is Text and len(meant) == 1:
        meant = dict.fromkeys(("th", "en"), next(iter(meant.values())))
    found = {key: _mend(fields[key].type, inner, part or key, out) for key, inner in meant.items()}
    for key, one in fields.items():
        if one.required and key not in found:
            if not _is_text(one.type):  # nothing follows from the words of a label
                out.doubted.add(part or key)
            found[key] = _made_up(one.type)
    return found


def _is_text(type_: Any) -> bool:
    return isinstance(type_, inspect.StructType) and type_.cls is Text


def _made_up(type_: Any) -> Any:
    """The least value of the type."""
    match type_:
        case inspect.StructType():
            return {f.encode_name: _made_up(f.type) for f in type_.fields if f.required}
        case inspect.DictType():
            least = range(type_.min_length or 0)
            return {f"made_up{n}": _made_up(type_.value_type) for n in least}
        case inspect.ListType():
            return [_made_up(type_.item_type) for _ in range(type_.min_length or 0)]
        case inspect.EnumType():
            return next(iter(type_.cls)).value
        case inspect.UnionType():
            optional = any(isinstance(kind, inspect.NoneType) for kind in type_.types)
            return None if optional else _made_up(type_.types[0])
        case inspect.StrType():
            return next((text for text in MADE_UP if not wrong_value(type_, text)), "")
        case inspect.IntType() | inspect.FloatType():
            return type_.ge or 0
        case inspect.BoolType():
            return False
    return {}


def _schema(schema: dict[str, Any], out: Mended) -> dict[str, Any]:
    """The schema of the form, or of the items of a repeat."""
    questions = schema.get("properties")
    if not isinstance(questions, dict):
        return schema
    asked = inspect.type_info(Question)
    found = {}
    for name, question in questions.items():
        found[name] = _mend(asked, question, "form", out)
        items = found[name].get("items") if isinstance(found[name], dict) else None
        if isinstance(items, dict) and items.get("type") == "object":
            found[name]["items"] = _schema(items, out)
    return {**schema, "properties": found}
