"""Pages: who looked at my data; the public check of receipts. And the log's static resources."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.directory import service as directory
from prasan.foundation import scope, tlog
from prasan.foundation.dates import format_date
from prasan.foundation.errors import PrasanError
from prasan.foundation.languages import current_language
from prasan.look.fields import Choice, Field, Kind, Mistake

from . import queries, tiles, words
from .keys import verifier
from .lookups import look_up
from .receipts import FalseReceipt, verify
from .repeats import told_once

ENTRIES = 50  # of the ledger on a page of one's own looks
MOST_RECEIPT = 256 * 1024  # bytes
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def my_looks(request: HttpRequest) -> HttpResponse:
    """ "Who has looked at my data": every line a sentence, with its receipt; repeats within an hour are one line."""
    me = scope.current().subject
    if not me:
        return redirect_to_login(request.get_full_path())
    kind = request.GET.get("kind", "")
    kind = kind if kind in words.KINDS else ""
    case = "".join(c for c in request.GET.get("case", "") if c.isdigit())[:20]
    page = queries.entries_of(
        uuid.UUID(me), request.GET.get("after", ""), kind=kind, case=case, limit=ENTRIES
    )
    language = current_language()
    filters = {key: value for key, value in (("kind", kind), ("case", case)) if value}
    return render(
        request,
        "ledger/my_looks.html",
        {
            "lines": [
                {"sentence": told.sentence,
                 "entries": [{"leaf": line.leaf, "time": format_date(line.at, language, style="time"), "at": line.at}
                             for line in told.lines]}
                for told in told_once(page)
            ],
            "filter": Field(
                Kind.SELECT, "kind", _("Show"), required=True, value=kind, nothing=_("Everything"),
                choices=[Choice(value, _(label)) for value, label in words.KINDS.items()],
            ),
            "case": case,
            "filtered": bool(filters),
            "next": f"?{urlencode({**filters, 'after': page.next_cursor})}" if page.next_cursor else "",
            "later": "after" in request.GET,
        },
    )  # fmt: skip


@require_safe
def receipt_file(request: HttpRequest, leaf: int) -> HttpResponse:
    """The receipt of an entry as a file."""
    response = HttpResponse(queries.receipt(leaf), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{leaf}.tlog-proof"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a receipt (file or text), or a number with its code, without signing in.

    The QR code on a paper brings its number and code along in the address.
    """
    context: dict[str, object] = {"key": verifier().text, "mistakes": []}
    status = 200
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or "number" in given:
        try:
            by_number = request.method != "POST" or given.get("what") == "number"
            context |= _checked_number(given) if by_number else _checked(request)
        except PrasanError as error:
            context["mistakes"] = [Mistake(text=str(error.message), target="")]
            status = error.status
    text, number, code = (given.get(name, "")[:MOST_RECEIPT] for name in ("receipt", "number", "code"))
    context["fields"] = {
        "file": Field(
            Kind.FILES, "file", _("Receipt file"), required=True, max_items=1, accept=[".tlog-proof", ".txt"]
        ),
        "receipt": Field(
            Kind.MULTILINE, "receipt", _("Or paste the text of the receipt"), required=True, value=text
        ),
        "number": Field(Kind.TEXT, "number", _("Number on the paper"), required=True, value=number),
        "code": Field(Kind.TEXT, "code", _("Code on the paper"), required=True, value=code),
    }
    response = render(request, "ledger/check.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _checked(request: HttpRequest) -> dict[str, object]:
    upload = request.FILES.get("file")
    if upload is not None and (upload.size or 0) > MOST_RECEIPT:
        raise FalseReceipt(_("This file is too large to be a receipt."))
    text = upload.read().decode(errors="replace") if upload else request.POST.get("receipt", "")
    if not text.strip():
        raise FalseReceipt(_("Choose the receipt file, or paste its text."))
    good = verify(text, [verifier()])
    language = current_language()
    line = words.described(good.record, good.subject)
    rows = [
        {"label": _("Recorded"), "value": format_date(good.at, language, style="time")},
        {"label": _("Place in the log"), "value": f"{good.index + 1:,} / {good.size:,}"},
        {"label": _("Agency"), "value": directory.agency_name(str(good.leaf["agency"])) or _("The system")},
    ]
    return {"good": good, "rows": rows, "sentence": words.sentence(line) if line else ""}


def _checked_number(given: QueryDict) -> dict[str, object]:
    number = "".join(given.get("number", "").split())[:60]
    code = given.get("code", "").strip()[:60]
    if not number or not code:
        raise FalseReceipt(_("Write both the number and the code that are on the paper."))
    found = look_up(number, code)
    if found is None:
        raise FalseReceipt(_("Nothing has this number and code. Check both and try again."))
    rows = [{"label": label, "value": value} for label, value in found.facts]
    return {"found": found, "rows": rows}


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed checkpoint (C2SP tlog-checkpoint)."""
    note = tiles.checkpoint()
    if note is None:
        raise Http404
    response = HttpResponse(note, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=1"
    return response


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key as a vkey line (C2SP signed-note)."""
    return HttpResponse(verifier().text + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A hash tile or entry bundle (C2SP tlog-tiles); never changes, so it may be kept for ever."""
    try:
        wanted = tlog.tile_at(path)
    except ValueError as error:
        raise Http404 from error
    if tlog.width_at(wanted.level, wanted.index, tiles.size()) < wanted.width:
        raise Http404
    response = HttpResponse(tiles.read_tile(wanted), content_type="application/octet-stream")
    response["Cache-Control"] = FOR_EVER
    return response
