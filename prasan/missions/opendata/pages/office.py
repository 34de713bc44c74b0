"""The office of an agency's publishers: its datasets, what is said of each, publishing and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotFound
from prasan.foundation.paging import keyset
from prasan.look.fields import ask

from .. import quality, queries, rules
from ..flows.publish import publish, withdraw
from ..flows.save_dataset import add_dataset, change_dataset
from ..flows.upload import discard_all
from ..models import Dataset
from .dataset import facts
from .forms import about_dataset, said

for_publishers = identity.needs(rules.publishes)


def mine(slug: str) -> Dataset:
    """A dataset of the person's agencies. Raises NotFound."""
    found = (
        queries.of_agencies(rules.agencies_of(scope.current()))
        .filter(slug=slug)
        .prefetch_related("resources__versions")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such dataset."), code="no-dataset")
    return found


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the office."""
    return [(_("Open data of your agency"), reverse("opendata-office:index")), *more]


@for_publishers
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every dataset of the agencies one publishes for."""
    found = queries.of_agencies(rules.agencies_of(scope.current())).prefetch_related("resources__versions")
    page = keyset(found, ["-modified_at", "id"], request.GET.get("after", ""), of="opendata-office")
    following = f"?after={page.next_cursor}" if page.next_cursor else ""
    context = {"datasets": page, "next": following, "breadcrumbs": crumbs()[:1]}
    return render(request, "opendata/office.html", context)


@for_publishers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new dataset, a draft at first."""
    agencies = [directory.agency_by_id(pk) for pk in rules.agencies_of(scope.current())]
    form = ask(request, about_dataset(None, agencies))
    if form.answers is not None:
        agency = directory.agency(form.answers["agency"])
        try:
            made = add_dataset(agency, form.answers["slug"], **said(form.answers))
        except Invalid as error:
            form.refuse(request, error)
        else:
            messages.success(request, _("The dataset is a draft. Now add its tables."))
            return HttpResponseRedirect(reverse("opendata-office:dataset", args=[made.slug]))
    title = _("A new dataset")
    return render(
        request, "opendata/office_form.html", {"form": form, "title": title, "breadcrumbs": crumbs((title, ""))},
        status=422 if form.mistakes else 200,
    )  # fmt: skip


@for_publishers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a dataset."""
    found = mine(slug)
    form = ask(request, about_dataset(found, []))
    if form.answers is not None:
        try:
            change_dataset(found, **said(form.answers))
        except Invalid as error:
            form.refuse(request, error)
        else:
            messages.success(request, _("What you said is kept."))
            return HttpResponseRedirect(reverse("opendata-office:dataset", args=[slug]))
    back = reverse("opendata-office:dataset", args=[slug])
    title = _("Description of the dataset")
    context = {"form": form, "title": title, "breadcrumbs": crumbs((found.title, back), (title, ""))}
    return render(request, "opendata/office_form.html", context, status=422 if form.mistakes else 200)


@for_publishers
@never_cache
@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """A dataset with its tables, what lacks, and what can be done."""
    found = mine(slug)
    marks = quality.judge(found)
    resources = list(found.resources.all())
    waiting = [one for one in resources if one.is_table and one.proposed]
    return render(
        request,
        "opendata/office_dataset.html",
        {
            "dataset": found, "resources": resources, "facts": facts(found), "marks": marks,
            "score": quality.score(marks), "missing": quality.missing(found), "waiting": waiting,
            "can_publish": bool(waiting or (not found.public and any(one.open for one in resources))),
            "breadcrumbs": crumbs((found.title, "")),
        },
    )  # fmt: skip


@for_publishers
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish, withdraw, or take away what waits."""
    found = mine(slug)
    try:
        match request.POST.get("do"):
            case "publish":
                publish(found, request.POST.getlist("looked-at"))
                messages.success(request, _("The dataset is public."))
            case "withdraw":
                if request.POST.get("sure") != "on":
                    raise Conflict(_("Tick that you are sure."), code="not-sure")
                withdraw(found)
                messages.success(request, _("The dataset is not public any more."))
            case "discard":
                discard_all(found)
                messages.success(request, _("What waited was taken away."))
            case _:
                raise Invalid
    except Conflict as error:
        messages.error(request, str(error.message))
    return HttpResponseRedirect(reverse("opendata-office:dataset", args=[slug]))
