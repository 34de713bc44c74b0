"""What every answer says to browsers about itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from prasan.foundation.types import Handler

# Everything comes from the portal itself and nothing is written into the page: no inline script or style.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Adds the content security policy and what browsers may not do for a page; a view may set its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = POLICY + ("; upgrade-insecure-requests" if settings.SECURE else "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        return response
