"""How good a dataset is to use: six questions, each answered with its reason, and points out of a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Dataset, Resource
from .vocabulary import OPEN_LICENCES, PERIOD, Frequency

if TYPE_CHECKING:
    from prasan.foundation.errors import Words


# The statements that the Thai standard asks of every dataset; its agency, kind and dates are always there.
MANDATORY: dict[str, Words] = {
    "title_th": gettext_lazy("Title in Thai"),
    "notes_th": gettext_lazy("Description in Thai"),
    "tags": gettext_lazy("Keywords"),
    "objectives": gettext_lazy("Objective"),
    "contact_name": gettext_lazy("Who to ask"),
    "contact_email": gettext_lazy("Their e-mail"),
    "frequency": gettext_lazy("How often it is updated"),
    "coverage": gettext_lazy("Smallest area it tells of"),
    "source": gettext_lazy("Where the data come from"),
    "category": gettext_lazy("Class of the data"),
    "licence": gettext_lazy("Licence"),
    "kind": gettext_lazy("Kind of dataset"),
}
RECOMMENDED = ("title_en", "notes_en", "languages", "starts_on")


@dataclass(frozen=True)
class Mark:
    """One question: what it is, points given of points possible, and why."""

    title: str
    points: int
    most: int
    reason: str

    @property
    def full(self) -> bool:
        """Whether nothing is left to mend."""
        return self.points == self.most


def missing(dataset: Dataset) -> list[Words]:
    """The mandatory statements that lack."""
    lacks = [name for name in MANDATORY if not getattr(dataset, name)]
    if dataset.figures and "contact_email" in lacks:
        lacks.remove(
            "contact_email"
        )  # the program publishes though the agency has no address in the directory yet
    return [MANDATORY[name] for name in lacks]


def score(marks: list[Mark]) -> int:
    """Points out of a hundred."""
    return sum(mark.points for mark in marks)


def judge(dataset: Dataset, now: datetime | None = None) -> list[Mark]:
    """Every question answered, of a dataset with its resources and versions."""
    resources = dataset.open_resources
    tables = [one for one in resources if one.current]
    return [
        _metadata(dataset),
        _readable(resources, tables),
        _fresh(dataset, now or timezone.now()),
        _told(tables),
        _licence(dataset),
        _reachable(resources),
    ]


def _metadata(dataset: Dataset) -> Mark:
    lacks = len(missing(dataset))
    extra = sum(bool(getattr(dataset, name)) for name in RECOMMENDED)
    full = len(MANDATORY)
    points = round(20 * (full - lacks) / full) + round(5 * extra / len(RECOMMENDED))
    reason = _("%(have)d of %(all)d mandatory and %(more)d of %(most)d recommended statements are there.")
    counts = {"have": full - lacks, "all": full, "more": extra, "most": len(RECOMMENDED)}
    return Mark(_("Metadata are complete"), points, 25, reason % counts)


def _readable(resources: list[Resource], tables: list[Resource]) -> Mark:
    title = _("Machines can read it")
    if not resources:
        return Mark(title, 0, 20, _("There is no table yet."))
    readable = sum(
        one.is_table or one.format in ("CSV", "JSON", "GEOJSON", "XML", "API") for one in resources
    )
    reason = _("%(good)d of %(all)d resources are in an open form that programs read.")
    counts = {"good": readable, "all": len(resources)}
    return Mark(title, round(20 * readable / len(resources)), 20, reason % counts)


def _fresh(dataset: Dataset, now: datetime) -> Mark:
    title = _("It is up to date")
    if dataset.frequency == Frequency.NEVER:
        return Mark(title, 20, 20, _("It tells of something that is over and is not updated."))
    period = PERIOD.get(dataset.frequency)
    if period is None:
        return Mark(title, 0, 20, _("It does not say how often it is updated."))
    # Twice the promised time: who updates monthly may need the month after to count.
    changed = dataset.data_changed_at or dataset.modified_at
    age, allowed = now - changed, 2 * period * max(dataset.interval, 1)
    counts = {"age": max(age.days, 0), "period": str(Frequency(dataset.frequency).label).lower()}
    if age <= allowed:
        return Mark(title, 20, 20, _("Last updated %(age)d days ago; promised: %(period)s.") % counts)
    points = 10 if age <= 2 * allowed else 0
    return Mark(
        title, points, 20, _("Last updated %(age)d days ago, later than promised (%(period)s).") % counts
    )


def _told(tables: list[Resource]) -> Mark:
    title = _("Columns are explained")
    columns = [
        (one, column["name"]) for one in tables for column in (one.current.columns if one.current else [])
    ]
    if not columns:
        return Mark(title, 0, 15, _("There is no table here whose columns could be explained."))
    told = sum(
        bool(any((one.told.get(name) or {}).get(language) for language in ("th", "en")))
        for one, name in columns
    )
    counts = {"told": told, "all": len(columns)}
    reason = _("%(told)d of %(all)d columns are explained.") % counts
    return Mark(title, round(15 * told / len(columns)), 15, reason)


def _licence(dataset: Dataset) -> Mark:
    title = _("Everybody may use it")
    if dataset.licence in OPEN_LICENCES:
        return Mark(title, 10, 10, _("The licence allows any use."))
    return Mark(title, 0, 10, _("The licence does not allow any use, or none is stated."))


def _reachable(resources: list[Resource]) -> Mark:
    title = _("Links lead somewhere")
    links = [one for one in resources if not one.is_table]
    secure = sum(one.url.startswith("https://") for one in links)
    if not resources:
        return Mark(title, 0, 10, _("There is no table yet."))
    if not links:
        return Mark(title, 10, 10, _("All data lie here and are there as long as this portal is."))
    reason = _("%(good)d of %(all)d links are of the secure kind (https).")
    counts = {"good": secure, "all": len(links)}
    return Mark(title, round(10 * secure / len(links)), 10, reason % counts)
