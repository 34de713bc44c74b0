"""The inbox."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from prasan.foundation import scope

from .flows.read import mark_read
from .queries import inbox, outgoing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's letters, newest first; POST marks them as read."""
    if scope.current().person is None:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        mark_read()
        return redirect("notices:inbox")
    page = inbox(request.GET.get("after", ""))
    return render(
        request,
        "notices/inbox.html",
        {"page": page, "any_unread": any(e.unread for e in page), "demo": settings.DEMO},
    )


@never_cache
@require_safe
def demo_letters(request: HttpRequest) -> HttpResponse:
    """In a demonstration: one's letters as LINE, SMS and e-mail show them, though nothing leaves the machine."""
    if not settings.DEMO:
        raise Http404
    if scope.current().person is None:
        return redirect_to_login(request.get_full_path())
    return render(request, "notices/outgoing.html", {"page": outgoing(request.GET.get("after", ""))})
