"""The form: pages and questions, types that exist, and every question asked exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext_lazy as _

from prasan.foundation import expressions as ex

from .answers import answers_schema
from .check_limits import check_choices, check_limits
from .checking import Checking
from .mistakes import Mistake, Path
from .names import PERSON, question_type

STRING_FORMATS = (
    "email",
    "date",
    "time",
    "uri",
    "thai-citizen-id",
    "juristic-id",
    "thai-phone",
    "thai-place",
    "account-number",
    "agency",
    "document",
    "case-number",
)
FORMATS: dict[str, tuple[str, ...]] = {
    "string": STRING_FORMATS,
    "integer": ("satang",),
    "number": (),
    "boolean": (),
    "object": ("thai-address",),
    "array": (),
}
# Hints and limits, and the types (or the format) they are for.
FITS: dict[str, tuple[str, ...]] = {
    "minLength": ("string",),
    "maxLength": ("string",),
    "pattern": ("string",),
    "multiline": ("string",),
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
    "minItems": ("array",),
    "maxItems": ("array",),
    "uniqueItems": ("array",),
    "items": ("array",),
    "accept": ("array", "format document"),
    "oneOf": ("string", "integer"),
    "const": ("boolean",),
    "properties": ("object",),
    "level": ("format thai-place",),
    "past": ("format date",),
    "only_in": ("format thai-place", "format thai-address"),
    "among": ("format agency",),
}
PLACES = ("thai-place", "thai-address")
ROOT: Path = ("form", "schema", "properties")


def check_form(it: Checking) -> Iterator[Mistake]:
    """Every mistake in the form."""
    form = it.definition.form
    if form is None:
        return
    found = list(chain(_pages(it), _questions(it), _markers(it)))
    yield from found or _schema_itself(it)


def _questions(it: Checking) -> Iterator[Mistake]:
    form = it.definition.form
    yield from _required(
        it, form.schema.get("required", []) if form else [], it.questions, ("form", "schema")
    )
    for name, question in it.questions.items():
        yield from _question(it, (*ROOT, name), question)
        yield from _when(it, name, question)


def _pages(it: Checking) -> Iterator[Mistake]:
    form, workflow = it.definition.form, it.definition.workflow
    assert form is not None  # noqa: S101 — the caller looked
    asked: dict[str, str] = {}
    misspelt = False
    yield from it.unique((("form", "pages", index, "id"), page.id) for index, page in enumerate(form.pages))
    for index, page in enumerate(form.pages):
        path: Path = ("form", "pages", index)
        if page.when is not None:
            program, wrong = it.expression((*path, "when"), page.when, ("form", "person", "today"), ex.BOOL)
            yield from wrong
            for name in _later(program, set(asked), it):
                text = _("`{name}` is not asked before this page.")
                yield it.wrong((*path, "when"), text, name=name)
        for place, name in enumerate(page.fields):
            if name not in it.questions:
                text = _("No question is named `{name}`.")
                yield it.unknown((*path, "fields", place), text, name, it.questions)
                misspelt = True
            elif name in asked:
                text = _("`{name}` is already on the page `{page}`.")
                yield it.wrong((*path, "fields", place), text, name=name, page=asked[name])
            asked.setdefault(name, page.id)
    in_steps = {name for row in (workflow.transitions if workflow else []) for name in row.fields}
    for name in it.questions:
        if name not in asked and name not in in_steps and not misspelt:
            text = _("The question `{name}` is on no page.")
            hint = _("Add it to the `fields` of a page.")
            yield it.wrong((*ROOT, name), text, hint, key=True, name=name)


def _later(program: ex.Program | None, asked: set[str], it: Checking) -> list[str]:
    if program is None:
        return []
    used = {path.split(".")[1] for path in program.used if path.startswith("form.")}
    return sorted(name for name in used if name in it.questions and name not in asked)


def _when(it: Checking, name: str, question: dict[str, Any]) -> Iterator[Mistake]:
    if (text := question.get("when")) is None:
        return
    path: Path = (*ROOT, name, "when")
    program, wrong = it.expression(path, text, ("form", "person", "today"), ex.BOOL)
    yield from wrong
    if program and f"form.{name}" in program.used:
        yield it.wrong(path, _("A question cannot depend on its own answer."))
    elif program:
        pages = it.definition.form.pages if it.definition.form else []
        here = next((index for index, page in enumerate(pages) if name in page.fields), len(pages))
        before = {field for page in pages[: here + 1] for field in page.fields}
        for later in _later(program, before, it):
            yield it.wrong(path, _("`{name}` is asked only on a later page."), name=later)


def _required(it: Checking, names: Any, questions: dict[str, Any], path: Path) -> Iterator[Mistake]:
    for index, name in enumerate(names):
        if name not in questions:
            text = _("No question is named `{name}`.")
            yield it.unknown((*path, "required", index), text, name, questions)
    yield from it.unique(((*path, "required", index), name) for index, name in enumerate(names))


def _question(
    it: Checking, path: Path, question: dict[str, Any], *, inner: bool = False
) -> Iterator[Mistake]:
    kind, form = str(question["type"]), str(question.get("format", ""))
    if kind not in FORMATS:
        yield it.unknown((*path, "type"), _("Unknown type `{name}`."), kind, FORMATS)
        return
    if form and form not in FORMATS[kind]:
        text = _("The format `{name}` does not go with the type `{type}`.")
        hint = ex.did_you_mean(form, FORMATS[kind])
        yield it.wrong((*path, "format"), text, hint, name=form, type=kind)
    for word, kinds in FITS.items():
        if word in question and kind not in kinds and f"format {form}" not in kinds:
            text = _("`{name}` does not go with this type of question.")
            hint = ex.did_you_mean("", kinds)
            yield it.wrong((*path, word), text, hint, key=True, name=word)
    if question.get("required"):
        hint = _("List its name in `required` of the schema.")
        yield it.wrong((*path, "required"), _("`required` does not stand in the question."), hint, key=True)
    yield from check_limits(it, path, question)
    yield from check_choices(it, path, question)
    yield from _prefill(it, path, question)
    if kind == "array":
        yield from _items(it, path, question, inner=inner)
    if kind == "object" and form != "thai-address":
        hint = _("Use a list (`type: array`) of it, or `format: thai-address`.")
        yield it.wrong((*path, "type"), _("A group of questions stands only in a list."), hint)


def _prefill(it: Checking, path: Path, question: dict[str, Any]) -> Iterator[Mistake]:
    if (prefill := question.get("prefill")) is None:
        return
    fact = str(prefill).removeprefix("person.")
    if fact not in PERSON:
        text = _("Nothing is known about a person under `{name}`.")
        yield it.unknown((*path, "prefill"), text, str(prefill), [f"person.{name}" for name in PERSON])
    elif PERSON[fact].kind not in ("any", question_type(question).kind):
        text = _("`{name}` is not of the type of this question.")
        yield it.wrong((*path, "prefill"), text, name=str(prefill))


def _items(it: Checking, path: Path, question: dict[str, Any], *, inner: bool) -> Iterator[Mistake]:
    items = question.get("items")
    if not items:
        hint = _("Say what the list holds: documents, choices or a group of questions.")
        yield it.wrong(path, _("`items` is missing."), hint, key=True)
        return
    at = (*path, "items")
    kind, form = items.get("type"), items.get("format", "")
    if kind == "string" and (form == "document" or items.get("oneOf")):
        yield from check_choices(it, at, items)
    elif kind == "object" and inner:
        yield it.wrong(at, _("A list of groups does not stand inside another."), key=True)
    elif kind == "object" and isinstance(items.get("properties"), dict):
        yield from _required(it, items.get("required", []), items["properties"], at)
        for name, part in items["properties"].items():
            yield from _question(it, (*at, "properties", name), part, inner=True)
            yield from _inner_when(it, (*at, "properties", name, "when"), part, items)
    else:
        hint = _("Documents, choices (`oneOf`), or a group with `properties`.")
        yield it.wrong(at, _("A list of this cannot be asked."), hint, key=True)


def _inner_when(it: Checking, path: Path, part: dict[str, Any], items: dict[str, Any]) -> Iterator[Mistake]:
    if (text := part.get("when")) is not None:
        names = ("form", "person", "today")
        yield from it.expression(path, text, names, ex.BOOL, item=question_type(items))[1]


def _markers(it: Checking) -> Iterator[Mistake]:
    titles = [name for name, question in it.questions.items() if question.get("title_of_case")]
    if not titles and not (it.definition.form and it.definition.form.title):
        hint = _("Mark the question whose answer names the case in lists, or give the form a `title`.")
        yield it.wrong(("form", "schema"), _("No question has `title_of_case: true`."), hint, key=True)
    places = [name for name, question in it.questions.items() if question.get("place_of_case")]
    wrong_titles = [name for name in titles if not _names_a_case(it.questions[name])]
    wrong_places = [name for name in places if it.questions[name].get("format") not in PLACES]
    for name in wrong_titles:
        text = _("Only the answer to a question of `type: string` or of `format: satang` can name the case.")
        yield it.wrong((*ROOT, name, "title_of_case"), text)
    for name in wrong_places:
        text = _("Only a question of `format: thai-place` or `thai-address` places the case.")
        yield it.wrong((*ROOT, name, "place_of_case"), text)
    right = [name for name in places if name not in wrong_places]
    for name in right[1:]:
        text = _("`{first}` already has `{marker}`; only one question can have it.")
        yield it.wrong((*ROOT, name, "place_of_case"), text, first=right[0], marker="place_of_case")


def _names_a_case(question: dict[str, Any]) -> bool:
    return question_type(question).kind == "string" or question.get("format") == "satang"


def _schema_itself(it: Checking) -> Iterator[Mistake]:
    """What the meta-schema of JSON Schema 2020-12 says, after everything we can say in plainer words."""
    form = it.definition.form
    try:
        jsonschema_rs.meta.validate(answers_schema(form.schema if form else {}))
    except jsonschema_rs.ValidationError as wrong:
        path: Path = ("form", "schema", *wrong.instance_path)
        yield it.wrong(path, _("This is not valid JSON Schema: {said}"), said=wrong.message)
