"""The one page of look: remembering the size of the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prasan.look.context import LARGE_TEXT_COOKIE

YEAR = 365 * 24 * 3600


@never_cache
@require_safe
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep `size` (large or normal) in a cookie and go back to `next`; a link, so it needs no script."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.GET.get("size") == "large":
        response.set_cookie(
            LARGE_TEXT_COOKIE, "large", YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE, samesite="Lax")
    return response
