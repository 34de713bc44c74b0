"""Make a paper of the state's own: a PDF with Thai type, from a title, a text and values."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from prasan.foundation.errors import Invalid
from prasan.look.demonstration import demonstration_notice

from ..checks.sniff import PDF
from ..letters.typeset import Letter, typeset
from ..models import DataClass, Document, Origin
from .store import keep

_NAME = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")


def produce(
    title: str,
    body: str,
    values: Mapping[str, str],
    *,
    lang: str,
    owner: uuid.UUID | None,
    data_class: str = DataClass.PERSONAL,
    units: Sequence[int] = (),
    agency: str = "",
    number: str = "",
    date: str = "",
    check_url: str = "",
) -> Document:
    """Set a paper and keep it. Paragraphs of `body` are parted by line breaks.

    values: what the names in `body` and `title`, such as {form.name} or {case.number}, stand for.
    check_url: address of the page where anyone can check the paper, printed as a QR code.
    Raises Invalid for a name without a value.
    """
    letter = Letter(
        title=fill(title, values), paragraphs=[p for p in fill(body, values).split("\n") if p.strip()],
        lang=lang, agency=agency, number=number, date=date, check_url=check_url,
        notice=demonstration_notice(lang),
    )  # fmt: skip
    content, pages = typeset(letter)
    name = re.sub(r"[\\/:*?\"<>|\s]+", "-", letter.title)[:80].strip("-") or "document"
    return keep(content, owner=owner, data_class=data_class, name=f"{name}.pdf", media=PDF, pages=pages,
                units=units, origin=Origin.PRODUCED)  # fmt: skip


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its {names} filled in. Raises Invalid for a name without a value."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise Invalid(
                _("The text names {%(name)s}, for which there is no value.") % {"name": found[1]},
                code="no-value",
            )
        return str(values[found[1]])

    return _NAME.sub(value, text)
