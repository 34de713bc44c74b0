"""Files of a table: CSV, Parquet, XLSX, and what describes them."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from prasan.core.documents import service as documents
from prasan.foundation.errors import NotFound
from prasan.foundation.locks import Kind, one_at_a_time

from .. import queries
from ..describe import csvw as described
from ..describe import data_package
from ..flows.sweep import alone_with_files
from ..models import Resource, Version
from ..tables import sheets
from ..tables.engine import ask
from ..tables.question import Question
from ..vocabulary import FORMATS

BOM = b"\xef\xbb\xbf"


@require_safe
def csv(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The table as CSV; ?for=excel begins with the mark by which spreadsheet programs know UTF-8."""
    return _file(request, slug, name, "csv", "text/csv; charset=utf-8")


@require_safe
def parquet(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The table as Parquet."""
    return _file(request, slug, name, "parquet", "application/vnd.apache.parquet")


@require_safe
def xlsx(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The table as a spreadsheet, where it is small enough; made when it is first asked for."""
    _of, _one, version = _table(request, slug, name)
    if not version.as_sheet:
        raise NotFound(
            _("This table is too large for a spreadsheet. Take it as CSV."), code="too-large-a-sheet"
        )
    if not _kept(version.sheet):
        _make_sheet(version)
    return _file(request, slug, name, "xlsx", FORMATS["XLSX"][0])


@require_safe
def csvw(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The CSV described by CSV on the Web."""
    of, one, version = _table(request, slug, name)
    return _json(described(of, one, version), "application/csvm+json")


@require_safe
def package(request: HttpRequest, slug: str) -> HttpResponse:
    """The dataset described by Data Package."""
    of = queries.dataset(slug)
    return _json(data_package(of, [(one, one.current) for one in of.open_resources if one.current]))


def _table(request: HttpRequest, slug: str, name: str) -> tuple[Any, Resource, Version]:
    """The table; ?version=2 an older version of it. Raises NotFound."""
    of = queries.dataset(slug)
    one = queries.resource(of, name)
    text = request.GET.get("version", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 9):
        raise NotFound(code="no-version")
    _resource, version = queries.table(one.pk, int(text) if text else None)
    return of, one, version


def _file(request: HttpRequest, slug: str, name: str, suffix: str, media: str) -> HttpResponseBase:
    of, one, version = _table(request, slug, name)
    tag = f'"{version.digest if suffix == "csv" else version.parquet.partition(".")[0]}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        names = {"csv": f"{version.digest}.csv", "parquet": version.parquet, "xlsx": version.sheet}
        path = documents.public_file(names[suffix])
        file = path.open("rb")
        shown = f"{of.slug}-{one.slug}-v{version.number}.{suffix}"
        if suffix == "csv" and request.GET.get("for") == "excel":
            with file:
                file = io.BytesIO(BOM + file.read())  # type: ignore[assignment]
            tag = ""
        response = FileResponse(file, as_attachment=True, filename=shown, content_type=media)
    if tag:
        response.headers["ETag"] = tag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _kept(name: str) -> bool:
    try:
        documents.public_file(name)
    except NotFound:
        return False
    return True


def _make_sheet(version: Version) -> None:
    # Of many who ask at once the first one makes it. Its lock is that of this one file: nobody who uploads waits for it.
    one_at_a_time(Kind.PUBLIC_FILES, version.sheet)
    if _kept(version.sheet):
        return
    answer = ask(documents.public_file(version.parquet), version.columns, Question(), limit=version.rows)
    with TemporaryDirectory(prefix="prasan-table-") as folder:
        made = Path(folder) / "table.xlsx"
        sheets.write(made, version.columns, answer.rows)
        alone_with_files()
        documents.keep_public(version.sheet, made)


def _json(told: dict[str, Any], media: str = "application/json") -> HttpResponse:
    response = JsonResponse(told, content_type=media, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
