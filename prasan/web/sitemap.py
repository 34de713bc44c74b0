"""/sitemap.xml, in both languages with each other's addresses, and /robots.txt. Source: sitemaps.org, RFC 9309."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as answer
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from prasan.core.casework import service as casework

from .views import PAGES

DOORS = (
    "home", "casework:services", "measures:figures", "observatory:overview",
    "observatory:scoreboard", "observatory:features", "opendata:catalogue",
    "consultation:index", "api-docs",
)  # fmt: skip
# Whatever is a person's own or for officers asks for signing in; there is nothing for a crawler.
OWN = (
    "my", "drafts", "desk", "accounts", "account", "counter", "notices", "payments", "finance", "services-office",
    "opendata-office", "consultations-office",
)  # fmt: skip


if TYPE_CHECKING:
    _Sitemap = Sitemap[str]
else:
    _Sitemap = Sitemap


class _Both(_Sitemap):
    """Addresses that exist in both languages."""

    i18n = alternates = x_default = True
    limit = 20_000

    def get_domain(self, site: object = None) -> str:
        return settings.PUBLIC_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.PUBLIC_URL.partition("://")[0]


class _Pages(_Both):
    def items(self) -> list[str]:
        return [*DOORS, *PAGES]

    def location(self, item: str) -> str:
        return reverse(item)


class _Services(_Both):
    def items(self) -> list[str]:
        return [entry.slug for entry in casework.entries()]

    def location(self, item: str) -> str:
        return reverse("casework:manual", args=[item])


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The doors of the portal and every service."""
    return answer(request, {"pages": _Pages, "services": _Services})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses are of no use to a crawler."""
    closed = [f"Disallow: {prefix}/{name}" for name in OWN for prefix in ("", "/en")]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
