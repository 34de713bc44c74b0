"""Choosing the unit that gets a case or is asked for a part: found by its name or its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from prasan.core.directory import service as directory
from prasan.foundation.errors import Invalid


@dataclass
class Choosing:
    """What was searched for, what was found, and the address ("agency/unit") of the one chosen."""

    text: str = ""
    chosen: str = ""
    found: list[directory.Unit] = field(default_factory=list)


def choosing(posted: QueryDict) -> Choosing:
    """The choice as it stands; a search that finds one unit chooses it."""
    text = posted.get("find_unit", "").replace("\x00", "")[:100].strip()
    found = directory.search_units(text)
    chosen = posted.get("unit", "")
    if len(found) == 1:
        chosen = found[0].address
    return Choosing(text, chosen if chosen in {unit.address for unit in found} else "", found)


def chosen_unit(posted: QueryDict) -> str:
    """The address of the unit chosen, also of one sent without a search. Raises Invalid when none is."""
    choice = choosing(posted)
    address = choice.chosen or ("" if choice.text else posted.get("unit", ""))
    if not address:
        message = _("Search for the unit and choose it from the list.")
        raise Invalid(message, fields={"unit": message})
    return address
