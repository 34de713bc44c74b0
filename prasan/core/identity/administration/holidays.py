"""Public holidays, on which every deadline counts."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prasan.core.directory import service as directory
from prasan.foundation.errors import Invalid, NotFound
from prasan.look.fields import Field, Kind, ask

from .common import for_administrators, record


@for_administrators
@require_http_methods(["GET", "POST"])
def holidays_page(request: HttpRequest) -> HttpResponse:
    """The holidays of a year; add one."""
    this = timezone.localdate().year
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 and text != "0000" else this
    asked = ask(
        request,
        [
            Field(Kind.DATE, "date", _("Date"), required=True),
            Field(Kind.TEXT, "name_th", _("Name in Thai"), required=True, max_length=200),
            Field(Kind.TEXT, "name_en", _("Name in English"), required=True, max_length=200),
        ],
    )
    if asked.answers is not None:
        answers = asked.answers
        day = datetime.date.fromisoformat(answers["date"])
        try:
            directory.save_holiday(day, answers["name_th"], answers["name_en"])
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "add-holiday", [day.isoformat()])
            messages.success(request, _("The holiday has been added. All deadlines count with it."))
            return HttpResponseRedirect(f"{request.path}?year={day.year}")
    context = {
        "holidays": directory.holidays(year),
        "year": datetime.date(year, 1, 1),
        "years": [datetime.date(y, 1, 1) for y in range(this - 1, this + 3)],
        "asked": asked,
    }
    return render(request, "identity/administration/holidays.html", context)


@for_administrators
@require_POST
def holiday_remove(request: HttpRequest, day: str) -> HttpResponse:
    """Make a holiday a working day again."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError as error:
        raise NotFound from error
    directory.remove_holiday(date)
    record(request, "remove-holiday", [day])
    messages.success(request, _("The holiday has been removed. All deadlines count without it."))
    return HttpResponseRedirect(f"{reverse('admin-holidays')}?year={date.year}")
