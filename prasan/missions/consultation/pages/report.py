"""The report as everybody reads it, its receipt, and the answers as a table."""

from __future__ import annotations

import codecs
import csv
import json
import re
import tempfile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.dates import day_of
from prasan.foundation.errors import NotFound
from prasan.foundation.languages import in_language

from .. import queries
from ..changes import Piece, changes
from ..models import Answer, Consultation, Outcome, Report

# What a spreadsheet program takes for a formula, also behind blanks and in full width.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
IN_MEMORY = 1_000_000  # bytes of a table; a longer one lies in a file until it is sent


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What was heard, what the office answers, what changed."""
    found, one = _report(slug)
    told = json.loads(one.content)
    kept = dict(found.parts.exclude(changes=None).values_list("position", "changes"))
    parts = [_part(part, kept.get(part["position"])) for part in told["parts"]]
    back = reverse("consultation:consultation", args=[slug])
    return render(
        request,
        "consultation/report.html",
        {
            "one": found, "report": one, "told": told, "parts": parts,
            "changed": [part for part in parts if part["changes"]],
            "arguments": [_argument(argument) for argument in told["arguments"]],
            "breadcrumbs": [
                (_("Consultations"), reverse("consultation:index")), (found.title, back), (_("Report"), ""),
            ],
        },
    )  # fmt: skip


@require_safe
def content(request: HttpRequest, slug: str) -> HttpResponse:
    """The report byte for byte as its digest in the ledger is of."""
    _found, one = _report(slug)
    return _file(one.content, "application/json", f"{slug}-report.json")


@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger's receipt of the report. Raises Conflict while the entry has no place in the log yet."""
    _found, one = _report(slug)
    with scope.system("consultation"):  # the entry names the office alone: everybody may open it
        text = ledger.receipt(one.leaf)
    return _file(text, "text/plain; charset=utf-8", f"{slug}.tlog-proof")


@require_safe
def answers(request: HttpRequest, slug: str) -> FileResponse:
    """Every answer without who gave it, as CSV with a mark so that spreadsheets read Thai."""
    found = queries.consultation(slug)
    rows = (
        Answer.objects.filter(part__consultation=found)
        .select_related("part", "hiding", "gathered__argument")
        .order_by("part__position", "at", "pk")
    )
    # Made whole, in the transaction that may read them, and not in the memory.
    file = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+b")  # noqa: SIM115 - the response closes it
    text = codecs.getwriter("utf-8")(file)
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(["part", "kind", "choice", "text", "hidden_because", "signed_in", "day", "argument"])
    for one in rows.iterator(chunk_size=2000):
        words = "" if one.hidden else one.text
        argument = one.gathered.argument.text_th if found.reported and hasattr(one, "gathered") else ""
        reason = one.hiding.reason if one.hidden else ""
        writer.writerow([
            one.part.position, one.part.kind, one.choice, _plain(words), reason, "no" if one.anonymous else "yes",
            day_of(one.at).isoformat(), _plain(argument),
        ])  # fmt: skip
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{slug}-answers.csv", content_type="text/csv; charset=utf-8"
    )


def _plain(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _report(slug: str) -> tuple[Consultation, Report]:
    found = queries.consultation(slug)
    one = Report.objects.filter(consultation=found).first()
    if one is None:
        raise NotFound(_("The report is not published yet."), code="no-report")
    return found, one


def _part(part: dict[str, Any], kept: list[tuple[str, str]] | None) -> dict[str, Any]:
    """kept: how it changed; None where it did not, or was reported by a version that did not keep it."""
    revised = part["revised"]
    way = None if kept is None else [Piece(kind, text) for kind, text in kept]
    if way is None and revised is not None:
        way = changes(part["text_th"], revised)
    return {
        **part,
        "text": in_language(part["text_th"], part["text_en"]),
        "changes": way,
    }


def _argument(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "text": in_language(one["text_th"], one["text_en"]),
        "reply": in_language(one["reply_th"], one["reply_en"]),
        "label": Outcome(one["outcome"]).label,
    }


def _file(text: str, media: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
