"""The language of the command line: Thai or English, by the user's environment (LC_ALL, LANG)."""

from __future__ import annotations

import gettext
import os
from pathlib import Path


def language() -> str:
    """ "th" or "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"


# The standard library's gettext, because help is printed before there are settings to load.
_ = gettext.translation(
    "django", Path(__file__).parent / "locale", languages=[language()], fallback=True
).gettext
