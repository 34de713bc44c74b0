"""Tables of a dataset in the office: added, given in as a file, looked at, explained."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from prasan.core.documents import service as documents
from prasan.foundation.errors import Conflict, Invalid, NotFound, TooLarge
from prasan.foundation.http import takes_files
from prasan.look.fields import ask

from ..flows.save_dataset import add_resource, tell_columns
from ..flows.upload import upload
from ..models import Dataset, Resource
from ..tables import personal
from ..tables.engine import ask as ask_table
from ..tables.mistakes import BadTable, whole
from ..tables.question import Question
from ..tables.reading import MOST_BYTES, MOST_COLUMNS
from .forms import about_columns, about_resource
from .office import crumbs, for_publishers, mine

PREVIEW = 20


@for_publishers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a table or a link."""
    of = mine(slug)
    form = ask(request, about_resource())
    if form.answers is not None:
        told = form.answers
        url = told.get("url") or ""
        try:
            if url and not told.get("format"):
                raise Invalid(fields={"format": _("Say in which form the data are.")})
            made = add_resource(
                of, told["slug"], title_th=told["title_th"], title_en=told.get("title_en") or "", url=url,
                format=told["format"] if url else "CSV",
            )  # fmt: skip
        except Invalid as error:
            form.refuse(request, error)
        else:
            name = "dataset" if url else "table"
            args = [slug] if url else [slug, made.slug]
            return HttpResponseRedirect(reverse(f"opendata-office:{name}", args=args))
    title = _("A new table or link")
    return render(
        request, "opendata/office_form.html",
        {"form": form, "title": title, "breadcrumbs": crumbs((of.title, _back(of)), (title, ""))},
        status=422 if form.mistakes else 200,
    )  # fmt: skip


@for_publishers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A table: give in a version, look at what waits, explain the columns (which is what is posted here)."""
    of = mine(slug)
    one = _resource(of, name)
    version = one.proposed or one.current
    columns = [column["name"] for column in version.columns] if version else []
    form = ask(request, about_columns(columns, one.told, demands=not of.figures))
    if form.answers is not None and columns:
        told: dict[str, dict[str, str]] = {}
        for place, column in enumerate(columns):
            names = ("th", "en", "type")
            texts = {name: form.answers.get(f"c{place}-{name}") or "" for name in names}
            texts["key"] = "yes" if str(place) in (form.answers.get("key") or []) else ""
            if said := {name: text for name, text in texts.items() if text}:
                told[column] = said
        try:
            with transaction.atomic():
                tell_columns(one, told)
        except BadTable as error:
            return _shown(
                request, mine(slug), _resource(mine(slug), name), {"bad": error, "form": form}, status=422
            )
        messages.success(request, _("What you said is kept."))
        return HttpResponseRedirect(request.path)
    return _shown(request, of, one, {"form": form})


@takes_files
@for_publishers
@require_POST
def give(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give in a file as the next version."""
    of = mine(slug)
    one = _resource(of, name)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise whole(_("Choose a file."), code="no-file")
        made = upload(one, file.file, file.name or "")  # type: ignore[arg-type]
    except BadTable as error:
        return _shown(request, of, one, {"bad": error}, status=422)
    except (Conflict, TooLarge) as error:
        return _shown(request, of, one, {"bad": whole(error.message)}, status=error.status)
    messages.success(
        request, _("The file was read: %(rows)s rows. Look at it, then publish.") % {"rows": f"{made.rows:,}"}
    )
    return HttpResponseRedirect(reverse("opendata-office:table", args=[slug, name]))


def _shown(
    request: HttpRequest, of: Dataset, one: Resource, more: dict[str, object], status: int = 200
) -> HttpResponse:
    version = one.proposed or one.current
    answer = None
    if version:
        file = documents.public_file(version.parquet)
        answer = ask_table(file, version.columns, Question(), limit=PREVIEW)
    context = {
        "dataset": of, "resource": one, "version": version, "answer": answer, "looked_for": personal.reasons(),
        "megabytes": MOST_BYTES // 1024 // 1024, "most_columns": MOST_COLUMNS,
        "breadcrumbs": crumbs((of.title, _back(of)), (one.title, "")), **more,
    }  # fmt: skip
    return render(request, "opendata/office_table.html", context, status=status)


def _resource(of: Dataset, name: str) -> Resource:
    found = next((one for one in of.resources.all() if one.slug == name and one.is_table), None)
    if found is None:
        raise NotFound(_("There is no such table."), code="no-table")
    return found


def _back(of: Dataset) -> str:
    return reverse("opendata-office:dataset", args=[of.slug])
