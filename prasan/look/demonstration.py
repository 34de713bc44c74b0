"""What everything that leaves a demonstration says of itself."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext, override


def demonstration_notice(lang: str) -> str:
    """A line for papers, in the language `lang`; "" in an installation that is none."""
    if not settings.DEMO:
        return ""
    with override(lang):
        told = gettext("Not a government website. The people are invented.")
        return f"{gettext('Demonstration')}: {told}"
