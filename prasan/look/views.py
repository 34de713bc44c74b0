"""Small answers every page may need: the size of the text, the next list of places."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prasan.look.context import LARGE_TEXT_COOKIE
from prasan.look.fields import Field, Kind, default_data

YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep `size` (large or normal) in a cookie and go back to `next`; a link, so it needs no script."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    size = "large" if request.GET.get("size") == "large" else "normal"
    response.set_cookie(
        LARGE_TEXT_COOKIE, size, YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """The selects of the place question `name` after one was changed, without the page around them."""
    name, level = request.GET.get("name", ""), request.GET.get("level", "")
    if not re.fullmatch(r"[\w.-]{1,120}", name, re.ASCII) or level not in ("1", "2", "3"):
        return HttpResponseBadRequest()
    field = Field(kind=Kind.PLACE, name=name, label="", level=int(level), raw=default_data(request.GET))
    return render(request, "look/fields/_cascade.html", {"field": field})
