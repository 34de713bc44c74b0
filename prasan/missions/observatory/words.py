"""What the numbers of the survey are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prasan.foundation.dates import ERA
from prasan.foundation.languages import current_language

from .answering import Others
from .indicators import Indicator
from .recompute import Ranking
from .states import Region
from .survey import ONE, Group, Part

INDEX, RANK = _("E-Government Development Index"), pgettext_lazy("survey", "Rank")
EPI = _("E-participation")
PARTS: dict[Part, Promise] = {
    Part.OSI: _("Online services"),
    Part.TII: _("Telecommunication infrastructure"),
    Part.HCI: _("Human capital"),
}
GROUPS: dict[Group, Promise] = {
    Group.VERY_HIGH: pgettext_lazy("group of states", "Very high"),
    Group.HIGH: pgettext_lazy("group of states", "High"),
    Group.MIDDLE: pgettext_lazy("group of states", "Middle"),
    Group.LOW: pgettext_lazy("group of states", "Low"),
}
REGIONS: dict[Region, Promise] = {
    Region.ASIA: _("Asia"),
    Region.EUROPE: _("Europe"),
    Region.AMERICAS: _("Americas"),
    Region.AFRICA: _("Africa"),
    Region.OCEANIA: _("Oceania"),
}
RANKINGS: dict[Ranking, Promise] = {
    Ranking.EXACT: _("The ranks follow the index before it is rounded."),
    Ranking.FOUR_DECIMALS: _(
        "The ranks follow the index with four decimals: states with the same one share a rank."
    ),
}
OTHERS: dict[Others, Promise] = {
    Others.FROZEN: _("stay as they are"),
    Others.TREND: _("move once more as they did last time"),
    Others.SIMULATED: _("move as states moved in the past, by chance (simulated)"),
}
INDICATORS: dict[Indicator, Promise] = {
    Indicator.INTERNET: _("Internet users, per cent"),
    Indicator.MOBILE: _("Mobile subscriptions per 100 people"),
    Indicator.MOBILE_BROADBAND: _("Active mobile broadband per 100 people"),
    Indicator.FIXED_BROADBAND: _("Fixed broadband per 100 people"),
    Indicator.LITERACY: _("Adult literacy, per cent"),
    Indicator.EXPECTED: _("Expected years of schooling"),
    Indicator.MEAN: _("Mean years of schooling"),
}
SUBFACTORS: dict[str, Promise] = {
    "public_finance": _("Public finance"),
    "tax_policy": _("Tax policy"),
    "institutional_framework": _("Institutional framework"),
    "business_legislation": _("Business legislation"),
    "societal_framework": _("Societal framework"),
}
NOTHING = "–"
NO_STATE = _("“%s” is not the name or code of a Member State of the UN.")
ONE_TARGET = _("Give a rank or an index, not both.")


def year_of(year: int) -> str:
    """A year in the reader's era: 2024, or 2567 in Thai."""
    return str(year if current_language() == "en" else year + ERA)


def edition_of(year: int) -> str:
    """A year as the name of an edition: 2024, or 2567 (2024) in Thai, for abroad it goes by that one."""
    return str(year) if current_language() == "en" else f"{year + ERA}\u00a0({year})"


def number(value: float | None, digits: int = 4) -> str:
    """Hundred-thousandths as a decimal: 83510 -> "0.8351"."""
    return NOTHING if value is None else f"{value / ONE:.{digits}f}"


def signed(value: float, digits: int = 4) -> str:
    """The same of a difference, with its sign; nothing is +0."""
    told = f"{abs(value) / ONE:.{digits}f}"
    zero = not told.strip("0.")
    return told if zero else ("+" if value > 0 else "−") + told


def percent(share: float, digits: int = 0) -> str:
    """0.2135 -> "21%"; what is not quite nothing or all says so."""
    told = f"{100 * share:.{digits}f}%"
    least = 10**-digits
    if 0 < share < least / 200:
        return f"<{least:g}%"
    return f">{100 - least:g}%" if 1 - least / 200 < share < 1 else told


def plain(value: float | None, digits: int = 5) -> str:
    """Hundred-thousandths as programs read them; empty for nothing."""
    return "" if value is None else f"{value / ONE:.{digits}f}"
