"""Agencies and their units."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prasan.core.directory import service as directory
from prasan.foundation.errors import Invalid
from prasan.foundation.thai import normalise
from prasan.look.fields import Choice, Field, Kind, ask

from ..models import Membership
from .common import for_administrators, form_page, onward, record

CODE = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"


def code_help() -> str:
    """What a code is."""
    return _("Small letters, digits and dashes. Service files use it, so it stays for ever.")


@for_administrators
@require_http_methods(["GET"])
def agencies_page(request: HttpRequest) -> HttpResponse:
    """Find an agency."""
    text = normalise(request.GET.get("q", ""))[:100]
    page = directory.find_agencies(text, request.GET.get("after", ""))
    context = {"agencies": page, "next": onward(page, q=text), "q": text}
    return render(request, "identity/administration/agencies.html", context)


@for_administrators
@require_http_methods(["GET", "POST"])
def agency_add(request: HttpRequest) -> HttpResponse:
    """Add an agency, with the unit that receives what comes to it."""
    kinds = [Choice(kind.value, str(kind.label)) for kind in directory.Agency.Kind]
    asked = ask(
        request,
        [
            Field(Kind.TEXT, "name_th", _("Name in Thai"), required=True, max_length=200),
            Field(Kind.TEXT, "name_en", _("Name in English"), required=True, max_length=200),
            Field(Kind.TEXT, "code", _("Code"), help=code_help(), required=True, max_length=40, pattern=CODE),
            Field(Kind.SELECT, "kind", _("Kind"), required=True, choices=kinds),
            Field(Kind.TEXT, "parent", _("Code of the agency above it"), max_length=40, pattern=CODE),
            Field(Kind.PLACE, "place", _("Where it is"), level=2),
        ],
    )
    if asked.answers is not None:
        code = asked.answers.pop("code")
        try:
            if directory.agency_known(code):
                raise Invalid(fields={"code": _("This code is taken.")})
            directory.save_agency(code, **asked.answers)
            directory.save_unit(f"{code}/intake", name_th="งานรับเรื่อง", name_en="Intake")
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "add-agency", [code])
            messages.success(request, _("The agency has been saved."))
            return HttpResponseRedirect(reverse("admin-agency", args=[code]))
    return form_page(request, asked, title=_("Add an agency"), back=reverse("admin-agencies"))


@for_administrators
@require_http_methods(["GET", "POST"])
def agency_page(request: HttpRequest, code: str) -> HttpResponse:
    """An agency's units, and who works in each; the agency's own names and contacts."""
    agency = directory.agency(code)
    text = Kind.TEXT
    asked = ask(
        request,
        [
            Field(text, "name_th", _("Name in Thai"), value=agency.name_th, required=True, max_length=200),
            Field(text, "name_en", _("Name in English"), value=agency.name_en, required=True, max_length=200),
            Field(text, "short_th", _("Short name in Thai"), value=agency.short_th, max_length=60),
            Field(text, "short_en", _("Short name in English"), value=agency.short_en, max_length=60),
            Field(text, "phone", _("Telephone"), value=agency.phone, max_length=60),
            Field(Kind.EMAIL, "email", _("E-mail"), value=agency.email),
            Field(Kind.URI, "website", _("Website"), value=agency.website),
        ],
    )
    if asked.answers is not None:
        try:
            directory.save_agency(code, **{q.name: asked.answers.get(q.name, "") for q in asked.questions})
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "change-agency", [code])
            messages.success(request, _("The agency has been saved."))
            return HttpResponseRedirect(request.path)
    working = Membership.objects.filter(ends_at=None, unit__agency=agency).values_list("unit_id")
    members = dict(working.annotate(Count("id")))
    units = [(unit, members.get(unit.pk, 0)) for unit in directory.units_of(agency, closed=True)]
    context = {"agency": agency, "units": units, "asked": asked}
    return render(request, "identity/administration/agency.html", context)


@for_administrators
@require_http_methods(["GET", "POST"])
def unit_page(request: HttpRequest, agency: str, code: str = "") -> HttpResponse:
    """Add a unit, or change its names."""
    owner = directory.agency(agency)
    unit = directory.unit(f"{agency}/{code}") if code else None
    questions = [
        Field(
            Kind.TEXT,
            "name_th",
            _("Name in Thai"),
            value=unit and unit.name_th,
            required=True,
            max_length=200,
        ),
        Field(
            Kind.TEXT,
            "name_en",
            _("Name in English"),
            value=unit and unit.name_en,
            required=True,
            max_length=200,
        ),
    ]
    if unit is None:
        questions.append(
            Field(Kind.TEXT, "code", _("Code"), help=code_help(), required=True, max_length=40, pattern=CODE)
        )
    asked = ask(request, questions)
    if asked.answers is not None:
        address = f"{agency}/{code or asked.answers['code']}"
        taken = {each.code for each in directory.units_of(owner, closed=True)}
        try:
            if unit is None and asked.answers["code"] in taken:
                raise Invalid(fields={"code": _("This code is taken in this agency.")})
            directory.save_unit(address, name_th=asked.answers["name_th"], name_en=asked.answers["name_en"])
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "change-unit" if unit else "add-unit", [address])
            messages.success(request, _("The unit has been saved."))
            return HttpResponseRedirect(reverse("admin-agency", args=[agency]))
    return form_page(
        request,
        asked,
        title=unit.name if unit else _("Add a unit"),
        caption=owner.name,
        back=reverse("admin-agency", args=[agency]),
    )


@for_administrators
@require_POST
def unit_close(request: HttpRequest, agency: str, code: str) -> HttpResponse:
    """Close a unit to new work, or open it again. A unit in which people work stays open."""
    unit = directory.unit(f"{agency}/{code}")
    back = HttpResponseRedirect(reverse("admin-agency", args=[agency]))
    closing = request.POST.get("closed") == "1"
    if closing and Membership.objects.filter(unit=unit, ends_at=None).exists():
        messages.error(request, _("People still work in this unit. Move them first."))
        return back
    directory.save_unit(unit.address, closed=closing)
    record(request, "close-unit" if closing else "open-unit", [unit.address])
    messages.success(request, _("The unit has been closed.") if closing else _("The unit is open again."))
    return back
