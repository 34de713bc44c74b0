"""A file whose shape is wrong as it was probably meant, so that its meaning can be looked at in the same run.

Only what cannot lead to mistakes of its own is mended: a key with a slip is taken for the one it is near, an unknown
key is left out, a text in one language stands for both. Nothing mended is ever published.
"""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from prasan.foundation.expressions import near

from .definition import Definition, Question, Text


def mended(value: Any) -> Any:
    """The file's value with the slips of its keys put right; what cannot be guessed stays as it is."""
    found = _mend(inspect.type_info(Definition), value)
    form = found.get("form") if isinstance(found, dict) else None
    if isinstance(form, dict) and isinstance(form.get("schema"), dict):
        form["schema"] = _schema(form["schema"])
    return found


def _mend(type_: Any, value: Any) -> Any:
    match type_:
        case inspect.StructType() if isinstance(value, dict):
            return _struct(type_, value)
        case inspect.DictType() if isinstance(value, dict):
            return {key: _mend(type_.value_type, inner) for key, inner in value.items()}
        case inspect.ListType() if isinstance(value, list):
            return [_mend(type_.item_type, inner) for inner in value]
        case inspect.UnionType() if isinstance(value, dict | list):
            kinds = {dict: (inspect.StructType, inspect.DictType), list: (inspect.ListType,)}[type(value)]
            return next((_mend(kind, value) for kind in type_.types if isinstance(kind, kinds)), value)
    return value


def _struct(type_: Any, value: dict[str, Any]) -> dict[str, Any]:
    fields = {field.encode_name: field.type for field in type_.fields}
    out: dict[str, Any] = {key: _mend(fields[key], inner) for key, inner in value.items() if key in fields}
    for key, inner in value.items():
        if key not in fields and (meant := near(key, fields)) and meant not in out:
            out[meant] = _mend(fields[meant], inner)
    if type_.cls is Text and len(out) == 1:
        said = next(iter(out.values()))
        return {"th": said, "en": said}
    return out


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    questions = schema.get("properties")
    if not isinstance(questions, dict):
        return schema
    asked = inspect.type_info(Question)
    return {**schema, "properties": {name: _mend(asked, question) for name, question in questions.items()}}
