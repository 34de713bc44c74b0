"""Questions about a dataset or table, and what was answered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.look.fields import Choice, Field, Kind

from ..models import Dataset
from ..vocabulary import FORMATS, Coverage, Frequency, Language, Licence, Objective, Theme
from ..vocabulary import Kind as DataKind

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def about_dataset(one: Dataset | None, agencies: list[directory.Agency]) -> list[Field]:
    """The statements of the Thai standard, and what this portal adds. agencies: to choose from, of a new one."""

    def now(name: str, default: Any = None) -> Any:
        return getattr(one, name) if one else default

    text, area, select = Kind.TEXT, Kind.MULTILINE, Kind.SELECT
    new: list[Field] = []
    if one is None:
        choices = [Choice(agency.code, agency.name) for agency in agencies]
        value = choices[0].value if len(choices) == 1 else None
        new = [
            Field(select, "agency", _("Agency"), required=True, choices=choices, value=value),
            Field(text, "slug", _("Address"), required=True, max_length=100, pattern=SLUG,
                  help=_("Small letters, digits and dashes. Others link to it, so it stays for ever.")),
        ]  # fmt: skip
    return [
        *new,
        Field(text, "title_th", _("Title in Thai"), value=now("title_th"), required=True, max_length=200),
        Field(text, "title_en", _("Title in English"), value=now("title_en"), max_length=200),
        Field(area, "notes_th", _("Description in Thai"), value=now("notes_th"), required=True, max_length=5000),
        Field(area, "notes_en", _("Description in English"), value=now("notes_en"), max_length=5000),
        Field(text, "tags", _("Keywords"), value=", ".join(now("tags", [])), required=True, max_length=1000,
              help=_("Parted by commas.")),
        Field(Kind.CHECKBOXES, "objectives", _("Objective"), value=now("objectives"), required=True,
              choices=_choices(Objective)),
        Field(Kind.RADIOS, "kind", _("Kind of dataset"), value=now("kind"), required=True, choices=_choices(DataKind)),
        Field(select, "theme", _("Theme"), value=now("theme"), required=True, choices=_choices(Theme)),
        Field(select, "frequency", _("How often it is updated"), value=now("frequency"), required=True,
              choices=_choices(Frequency)),
        Field(Kind.INTEGER, "interval", _("Every how many of these"), value=now("interval", 1), required=True,
              minimum=1, maximum=999),
        Field(select, "coverage", _("Smallest area it tells of"), value=now("coverage"), required=True,
              choices=_choices(Coverage)),
        Field(text, "source", _("Where the data come from"), value=now("source"), required=True, max_length=500),
        Field(select, "licence", _("Licence"), value=now("licence", Licence.BY.value), required=True,
              choices=_choices(Licence)),
        Field(Kind.CHECKBOXES, "languages", _("Languages"), value=now("languages"), required=True,
              choices=_choices(Language)),
        Field(Kind.DATE, "starts_on", _("Tells of the time from"), value=_day(now("starts_on"))),
        Field(Kind.DATE, "ends_on", _("Tells of the time to"), value=_day(now("ends_on"))),
        Field(text, "contact_name", _("Who to ask"), value=now("contact_name"), required=True, max_length=200,
              help=_("An office rather than a person.")),
        Field(Kind.EMAIL, "contact_email", _("Their e-mail"), value=now("contact_email"), required=True),
    ]  # fmt: skip


def said(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as the flow takes them."""
    told = {name: value for name, value in answers.items() if name not in ("agency", "slug")}
    told["tags"] = [tag.strip() for tag in str(answers.get("tags") or "").replace("\n", ",").split(",")]
    for name in ("title_en", "notes_en"):
        told[name] = answers.get(name) or ""
    for name in ("starts_on", "ends_on"):
        told[name] = answers.get(name) or None
    return told


def about_resource() -> list[Field]:
    """A new table or link."""
    return [
        Field(Kind.TEXT, "title_th", _("Title in Thai"), required=True, max_length=200),
        Field(Kind.TEXT, "title_en", _("Title in English"), max_length=200),
        Field(Kind.TEXT, "slug", _("Address"), required=True, max_length=100, pattern=SLUG,
              help=_("Small letters, digits and dashes. Others link to it, so it stays for ever.")),
        Field(Kind.URI, "url", _("Link, when the data lie elsewhere"), max_length=500,
              help=_("Leave empty for a table that you upload here.")),
        Field(Kind.SELECT, "format", _("Form of what the link leads to"),
              choices=[Choice(name, name) for name in FORMATS]),
    ]  # fmt: skip


def types() -> dict[str, str]:
    """The types of columns, in words."""
    return {
        "text": _("text"), "integer": _("whole number"), "number": _("number"), "boolean": _("true or false"),
        "date": _("date"), "timestamp": _("date and time"),
    }  # fmt: skip


def about_columns(
    columns: list[str], told: dict[str, dict[str, str]], *, demands: bool = True
) -> list[Field]:
    """What each column holds, in both languages; with `demands` its type, and the columns that name a row."""
    fields = []
    kinds = [Choice("", _("as its values are")), *(Choice(kind, title) for kind, title in types().items())]
    for place, name in enumerate(columns[:100]):
        if demands:
            asked, kind = _("Type of %(column)s") % {"column": name}, told.get(name, {}).get("type", "")
            fields.append(Field(Kind.SELECT, f"c{place}-type", asked, value=kind, choices=kinds))
        for language, title in (("th", _("%(column)s, in Thai")), ("en", _("%(column)s, in English"))):
            value = told.get(name, {}).get(language)
            fields.append(
                Field(
                    Kind.TEXT,
                    f"c{place}-{language}",
                    title % {"column": name},
                    value=value,
                    max_length=300,
                    plain=True,
                )
            )
    if demands and columns:
        key = [str(place) for place, name in enumerate(columns) if told.get(name, {}).get("key")]
        choices = [Choice(str(place), name) for place, name in enumerate(columns[:100])]
        fields.append(
            Field(Kind.CHECKBOXES, "key", _("Columns that together name a row"), value=key, choices=choices,
                  help=_("Two rows with the same values in all of them are refused."))
        )  # fmt: skip
    return fields


def _choices(kind: Any) -> list[Choice]:
    return [Choice(value, str(label)) for value, label in kind.choices]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
