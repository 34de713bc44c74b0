"""The office of a service owner: edit a service file, check it, see it, publish it, compare versions.

The text lives in the page until it is published; a version, once published, never changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prasan.core.casework import rules, versions
from prasan.core.casework.flows.publish_service import (
    Faulty,
    assert_may_publish,
    begins_from,
    known_here,
    publish_service,
)
from prasan.core.casework.format.compare import Line, compare, parts_changed
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.format.file import CheckResult, check_file, from_stored, to_stored
from prasan.core.casework.format.mistakes import Mistake
from prasan.core.casework.format.preview import Preview, preview
from prasan.core.casework.models import Service, ServiceVersion
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, PrasanError
from prasan.foundation.languages import current_language

from .sent import number_in

STARTER = Path(__file__).parents[1] / "format" / "starter.yaml"
owner = identity.needs(rules.owns_services)


@dataclass(frozen=True)
class Told:
    """A mistake beside the line it stands in. `before`: blanks up to its column, under the line."""

    mistake: Mistake
    line: str
    before: str
    text: str
    target: str = "source"


@dataclass
class Sheet:
    """What the editor shows: the text, and what was found in it."""

    text: str
    base: int = 0  # the version the text began from
    told: list[Told] = field(default_factory=list)
    error: str = ""
    checked: bool = False
    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    preview: Preview | None = None


@owner
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The services of one's agencies."""
    return render(request, "casework/editor/index.html", {"services": versions.owned(scope.current())})


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A service that is not there yet, beginning from a sound example."""
    code = versions.agency_codes(scope.current())[0]
    sheet = _sheet(request, STARTER.read_text().replace("AGENCY", code), 0)
    if request.method == "POST":
        published = _act(request, sheet, None)
        if published:
            return published
    return _page(request, sheet, None)


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The next version of a service, beginning from the one that runs."""
    service = versions.owned_service(scope.current(), slug)
    current = service.current
    sheet = _sheet(request, current.source if current else "", current.number if current else 0)
    if request.method == "POST":
        published = _act(request, sheet, service)
        if published:
            return published
    return _page(request, sheet, service)


@owner
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of a service; with `from` and `to` their differences."""
    service = versions.owned_service(scope.current(), slug)
    found = versions.versions(service)
    numbers = [version.number for version in found]
    older = _number(request.GET.get("from"), numbers, numbers[min(1, len(numbers) - 1)])
    newer = _number(request.GET.get("to"), numbers, numbers[0])
    one, other = versions.version(service, older), versions.version(service, newer)
    return render(
        request,
        "casework/editor/history.html",
        {
            "service": service,
            "versions": found,
            "older": older,
            "newer": newer,
            "lines": compare(one.source, other.source),
            "parts": parts_changed(one.definition, other.definition),
        },
    )


@owner
@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One published version as people meet it, and its file."""
    service = versions.owned_service(scope.current(), slug)
    found = versions.version(service, number)
    context = {"service": service, "version": found, "preview": _preview(from_stored(found.definition))}
    return render(request, "casework/editor/version.html", context)


@owner
@require_safe
def download(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file of a version."""
    service = versions.owned_service(scope.current(), slug)
    found = versions.version(service, number)
    answer = HttpResponse(found.source, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.v{number}.yaml"'
    return answer


def _sheet(request: HttpRequest, text: str, base: int) -> Sheet:
    if request.method != "POST":
        return Sheet(text, base)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    return Sheet(source, number_in(request.POST.get("base", "")) or 0)


def _act(request: HttpRequest, sheet: Sheet, service: Service | None) -> HttpResponse | None:
    """Check the text, or publish it; an answer only when it was published."""
    result = check_file(sheet.text, known_here())
    sheet.told = _told(sheet.text, result)
    if result.definition is None:
        return None
    try:
        _fits(result.definition, service, sheet)
        base = sheet.base if service else 0
        if request.POST.get("do") == "publish":
            return _published(request, publish_service(sheet.text.encode(), base=base))
    except Faulty as faulty:
        sheet.told = _told(sheet.text, CheckResult(None, faulty.mistakes))
    except PrasanError as error:
        sheet.error = str(error.message)
    else:
        sheet.checked = True
        sheet.preview = _preview(result.definition)
        if service and service.current:
            sheet.lines = compare(service.current.source, sheet.text)
            sheet.parts = parts_changed(service.current.definition, to_stored(result.definition))
    return None


def _fits(definition: Definition, service: Service | None, sheet: Sheet) -> None:
    """Raises Conflict when the text is of another service, or the service has moved on meanwhile; NotAllowed when
    the person may not publish for the agency that the file names.
    """
    assert_may_publish(definition)
    if service is None and versions.exists(definition.service):
        begins_from(definition.service, -1, 0)
    if service is not None and definition.service != service.slug:
        text = _("The file says service: %(name)s, but this page edits %(slug)s. The name cannot change.")
        raise Conflict(text % {"name": definition.service, "slug": service.slug})
    if service is not None and service.current:
        begins_from(service.slug, service.current.number, sheet.base)


def _published(request: HttpRequest, made: ServiceVersion) -> HttpResponse:
    text = _("Version %(n)s is published. New cases run on it; cases already open stay on theirs.")
    messages.success(request, text % {"n": made.number})
    return redirect("services-office:history", slug=made.service.slug)


def _told(text: str, result: CheckResult) -> list[Told]:
    lines = text.split("\n")
    return [
        Told(
            mistake=mistake,
            line=lines[mistake.line - 1] if mistake.line <= len(lines) else "",
            before=" " * (mistake.column - 1),
            text=_("Line %(line)s: %(said)s") % {"line": mistake.line, "said": mistake},
        )
        for mistake in result.mistakes
    ]


def _preview(definition: Definition) -> Preview:
    return preview(definition, current_language())


def _page(request: HttpRequest, sheet: Sheet, service: Service | None) -> HttpResponse:
    wrong = bool(sheet.told or sheet.error)
    rows = min(max(sheet.text.count("\n") + 2, 12), 40)
    context: dict[str, Any] = {"sheet": sheet, "service": service, "rows": rows}
    return render(request, "casework/editor/edit.html", context, status=422 if wrong else 200)


def _number(text: str | None, known: list[int], otherwise: int) -> int:
    number = number_in(text or "")
    return number if number in known else otherwise
