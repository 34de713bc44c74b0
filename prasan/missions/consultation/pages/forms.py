"""Questions to the office about a consultation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.foundation.dates import parse_date
from prasan.look.fields import Choice, Field, Kind

from ..models import Argument, Consultation, Outcome, Part
from ..models import Kind as Of


def about(one: Consultation | None, agencies: list[directory.Agency]) -> list[Field]:
    """What is said of a consultation. agencies: to choose from, of a new one."""

    def now(name: str, default: Any = None) -> Any:
        return getattr(one, name) if one else default

    text, area = Kind.TEXT, Kind.MULTILINE
    new: list[Field] = []
    if one is None:
        choices = [Choice(agency.code, agency.name) for agency in agencies]
        value = choices[0].value if len(choices) == 1 else None
        new = [
            Field(Kind.SELECT, "agency", _("Agency"), required=True, choices=choices, value=value),
            Field(text, "slug", _("Address of the page"), required=True, max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
                  help=_("Small letters, digits and dashes, such as market-bylaw. It stays for ever.")),
        ]  # fmt: skip
    return [
        *new,
        Field(text, "title_th", _("Title in Thai"), value=now("title_th"), required=True, max_length=200),
        Field(text, "title_en", _("Title in English"), value=now("title_en"), max_length=200),
        Field(area, "summary_th", _("Summary in Thai"), value=now("summary_th"), required=True, max_length=5000,
              help=_("What is to be decided, why, whom it concerns and what it costs them.")),
        Field(area, "summary_en", _("Summary in English"), value=now("summary_en"), max_length=5000),
        Field(Kind.DATE, "last_day", _("Last day to answer"), value=one.last_day.isoformat() if one else None,
              required=True, help=_("As a rule the public has at least 15 full days.")),
        Field(text, "short_reason", _("Why it is shorter than 15 days"), value=now("short_reason"), max_length=500,
              help=_("Only where it is. Everybody reads the reason.")),
        Field(Kind.YES_NO, "anonymous", _("May people answer without signing in?"), value=now("anonymous"),
              required=True),
        Field(text, "contact_name", _("Who to ask"), value=now("contact_name"), required=True, max_length=200,
              help=_("An office rather than a person.")),
        Field(Kind.EMAIL, "contact_email", _("Their e-mail"), value=now("contact_email"), required=True),
    ]  # fmt: skip


def said(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as the flows take them."""
    told = {name: value or "" for name, value in answers.items() if name not in ("agency", "slug")}
    return {
        **told,
        "last_day": parse_date(str(answers["last_day"])),
        "anonymous": answers.get("anonymous") is True,
    }


def about_text(parts: list[Part]) -> list[Field]:
    """The text of the draft and the questions, in both languages."""

    def joined(kind: str, english: bool) -> str:
        return "\n\n".join(
            one.text_en if english else one.text_th for one in parts if one.kind == kind
        ).strip()

    area, most = Kind.MULTILINE, 200_000
    return [
        Field(area, "text_th", _("Text of the draft in Thai"), value=joined(Of.PARAGRAPH, False), required=True,
              max_length=most, help=_("Paste it whole. A blank line begins a new paragraph to answer.")),
        Field(area, "text_en", _("The same in English"), value=joined(Of.PARAGRAPH, True), max_length=most,
              help=_("As many paragraphs as in Thai, or none.")),
        Field(area, "asked_th", _("Questions to the public in Thai"), value=joined(Of.QUESTION, False),
              max_length=most, help=_("A blank line between two questions.")),
        Field(area, "asked_en", _("The same questions in English"), value=joined(Of.QUESTION, True),
              max_length=most),
    ]  # fmt: skip


def about_argument(one: Argument) -> list[Field]:
    """What the office answers to an argument."""
    return [
        Field(Kind.RADIOS, "outcome", _("What becomes of it"), value=one.outcome or None, required=True,
              choices=[Choice(value, label) for value, label in Outcome.choices]),
        Field(Kind.MULTILINE, "reply_th", _("The office's answer and reasons, in Thai"), value=one.reply_th,
              required=True, max_length=3000),
        Field(Kind.MULTILINE, "reply_en", _("The same in English"), value=one.reply_en, max_length=3000),
    ]  # fmt: skip


def about_change(one: Part) -> list[Field]:
    """What became of a paragraph."""
    became = "same" if one.revised is None else "changed" if one.revised else "out"
    return [
        Field(Kind.RADIOS, "became", _("What became of it"), value=became, required=True, choices=[
            Choice("same", _("It did not change")), Choice("changed", _("It was changed")),
            Choice("out", _("It was taken out")),
        ]),
        Field(Kind.MULTILINE, "revised", _("The new text in Thai"), value=one.revised or one.text_th, max_length=10_000,
              help=_("Only read where it was changed.")),
    ]  # fmt: skip


def about_report() -> list[Field]:
    """What stands over the report."""
    return [
        Field(Kind.MULTILINE, "summary_th", _("What was heard and what comes of it, in Thai"), required=True,
              max_length=10_000),
        Field(Kind.MULTILINE, "summary_en", _("The same in English"), max_length=10_000),
        Field(Kind.CHECKBOX, "sure", _("I am sure: the report is for everybody and stays as it is."), required=True),
    ]  # fmt: skip
