"""Small tags and filters of the pages."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from prasan.look import icons

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon: `{% icon "phone" %}`."""
    return icons.icon(name)


@register.filter
def banner_kind(tags: str) -> str:
    """The kind of banner for a message's tags: info, success, warning or error."""
    return next((kind for kind in ("error", "warning", "success") if kind in tags.split()), "info")
