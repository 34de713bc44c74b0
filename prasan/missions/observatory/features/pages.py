"""The checklist of the survey, of the whole portal and of each agency and city, and the giving of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from prasan.core.directory import service as directory
from prasan.core.directory.service import Agency
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.foundation.dates import format_date, local
from prasan.foundation.errors import Invalid
from prasan.foundation.languages import current_language

from ..flows.evidence import give_evidence, may_give, take_back
from ..pages.show import Cell, Row, Table, crumbs, csv_file, numbers, words
from ..words import NOTHING
from .listed import Instrument
from .standing import Shown, Standing, Status, instrument_of, standings, to_move

STATUS: dict[Status, tuple[str, Promise, str]] = {
    Status.MET: ("✓", pgettext_lazy("feature", "Seen"), "green"),
    Status.CLAIMED: ("○", pgettext_lazy("feature", "Claimed"), "blue"),
    Status.FAILING: ("✗", pgettext_lazy("feature", "Not found"), "orange"),
    Status.MISSING: ("–", pgettext_lazy("feature", "Missing"), "grey"),
}
DIMENSIONS: dict[str, Promise] = {
    "Institutional framework": gettext_lazy("Institutional framework"),
    "Content provision": gettext_lazy("Content provision"),
    "Services provision": gettext_lazy("Services provision"),
    "E-participation": gettext_lazy("E-participation"),
    "Participation and engagement": gettext_lazy("Participation and engagement"),
    "Technology": gettext_lazy("Technology"),
    "E-government literacy": gettext_lazy("E-government literacy"),
}
CHECKS: dict[str, Promise] = {
    "answers": gettext_lazy("the page does not answer"),
    "languages": gettext_lazy("the page is not there in both languages"),
    "search": gettext_lazy("no search on the page"),
    "contact": gettext_lazy("no link to it on the first page"),
    "privacy": gettext_lazy("no link to it on the first page"),
    "accessible": gettext_lazy("no accessibility statement"),
    "responsive": gettext_lazy("the page does not follow the width of the screen"),
    "tls": gettext_lazy("the portal's address is not https"),
    "service": gettext_lazy("the service cannot be applied for online"),
}
FIRST, FOUND = 20, 40  # lines of what would move most; agencies that a search shows


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """The portal as a whole, and the way to each agency and city."""
    title = _("What the survey looks for")
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    near = directory.find_agencies(asked).items[:FOUND] if asked else []
    return _page(request, None, title, asked=asked, near=near)


@require_safe
def portal_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    return _file("portal", standings(None))


@require_safe
def of_agency(request: HttpRequest, agency: str) -> HttpResponse:
    """One agency or city."""
    found = directory.agency(agency)
    return _page(request, found, found.name)


@require_safe
def agency_file(request: HttpRequest, agency: str) -> HttpResponse:
    """The same as CSV."""
    return _file(agency, standings(directory.agency(agency)))


@require_POST
@identity.signed_in
def give(request: HttpRequest, agency: str) -> HttpResponse:
    """Give a link as evidence of a feature."""
    found = directory.agency(agency)
    feature, address = request.POST.get("feature", ""), request.POST.get("address", "").strip()
    try:
        give_evidence(found, feature, address)
    except Invalid as wrong:
        told = [{"text": text, "target": f"e-{name}"} for name, text in (wrong.fields or {}).items()]
        return _page(request, found, found.name, mistakes=told, given=(feature, address), status=wrong.status)
    return HttpResponseRedirect(reverse("observatory:agency-features", args=[agency]) + "#given")


@require_POST
@identity.signed_in
def remove(request: HttpRequest, agency: str, evidence: int) -> HttpResponse:
    """Take a link back."""
    take_back(directory.agency(agency), evidence)
    return HttpResponseRedirect(reverse("observatory:agency-features", args=[agency]) + "#given")


def _page(
    request: HttpRequest,
    agency: Agency | None,
    title: str,
    *,
    asked: str = "",
    near: Sequence[Agency] = (),
    mistakes: Sequence[Mapping[str, object]] = (),
    given: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    found, who = standings(agency), scope.current()
    back = [(_("What the survey looks for"), reverse("observatory:features"))] if agency else []
    counts = Counter(one.status for one in found)
    gives = agency is not None and may_give(who, agency)
    file = (
        reverse("observatory:agency-features-file", args=[agency.code])
        if agency
        else reverse("observatory:features-file")
    )
    open_ = to_move(found)
    own = [directory.agency_by_id(id) for id in who.agencies] if agency is None else []
    return render(request, "observatory/features.html", {
        "title": title,
        "crumbs": crumbs(*back, (title, "")),
        "agency": agency,
        "city": instrument_of(agency) is Instrument.LOSI,
        "tiles": [(f"{sign} {word}", counts[status]) for status, (sign, word, _colour) in STATUS.items()],
        "summary": _summary(found, file),
        "moves": _moves(open_[:FIRST], len(open_)),
        "dimensions": [(name, _dimension(name, rows)) for name, rows in _by_dimension(found)],
        "asked": asked,
        "near": near,
        "own": own,
        "gives": gives,
        "features": [one.feature for one in found] if gives else [],
        "given": [(one.feature, shown) for one in found for shown in one.shown if shown.given] if gives else [],
        "mistakes": mistakes,
        "feature": given[0],
        "address": given[1],
    }, status=status)  # fmt: skip


def _by_dimension(found: Sequence[Standing]) -> list[tuple[str, list[Standing]]]:
    groups: dict[str, list[Standing]] = {}
    for one in found:
        groups.setdefault(one.feature.dimension, []).append(one)
    return [(str(DIMENSIONS[name]), rows) for name, rows in groups.items()]


def _summary(found: Sequence[Standing], file: str) -> Table:
    heads = [
        *words(_("Dimension")),
        *numbers(*(word for _sign, word, _colour in STATUS.values()), _("One feature adds")),
    ]
    rows: list[Row] = []
    for name, ones in _by_dimension(found):
        counts = Counter(one.status for one in ones)
        rows.append([
            *words(name), *numbers(*(str(counts[status]) for status in STATUS), _effect(ones[0])),
        ])  # fmt: skip
    return Table(_("By dimension"), heads, rows, file, stack=True)


def _moves(open_: Sequence[Standing], number: int) -> Table:
    heads = [
        *words(_("Feature"), _("Dimension"), pgettext("feature", "Standing")),
        *numbers(_("Adds to the index")),
    ]
    rows = [
        [*words(f"{one.feature} ({one.feature.id})", DIMENSIONS[one.feature.dimension]), _status(one.status),
         *numbers(_effect(one))]
        for one in open_
    ]  # fmt: skip
    caption = _("The first %(shown)d of %(number)d") % {"shown": len(rows), "number": number}
    return Table(caption, heads, rows, stack=True)


def _dimension(name: str, ones: Sequence[Standing]) -> Table:
    heads = words(_("Feature"), pgettext("feature", "Standing"), _("Evidence"), _("How it is known"))
    rows = []
    for one in ones:
        best = one.shown[0] if one.shown else None
        link = Cell(best.address, _address(best.address)) if best else Cell(NOTHING)
        rows.append(
            [*words(f"{one.feature} ({one.feature.id})"), _status(one.status), link, *words(_known(best))]
        )
    return Table(name, heads, rows, stack=True)


def _status(status: Status) -> Cell:
    sign, word, colour = STATUS[status]
    return Cell(f"{sign}\u00a0{word}", tag=colour)


def _known(shown: Shown | None) -> str:
    if shown is None:
        return NOTHING
    day = format_date(local(shown.at) if isinstance(shown.at, datetime) else shown.at, current_language())
    if shown.given:
        return _("claimed by a person of the agency, %s") % day
    if shown.status is Status.MET:
        return _("seen by machine, %s") % day
    if shown.status is Status.FAILING:
        why = ", ".join(dict.fromkeys(str(CHECKS[name]) for name in shown.why))
        return _("looked for by machine, %(day)s: %(why)s") % {"day": day, "why": why}
    return _("claimed by the people of the portal, %s") % day


def _effect(one: Standing) -> str:
    return NOTHING if one.feature.effect is None else f"{one.feature.effect:.4f}"


def _address(address: str) -> str:
    """A path of this portal in the reader's language."""
    if not address.startswith("/") or current_language() != "en" or address.startswith("/en/"):
        return address
    return f"/en{address}"


def _file(name: str, found: Sequence[Standing]) -> HttpResponse:
    heads = ("feature", "instrument", "dimension", "title_en", "title_th", "status", "evidence", "at", "adds")
    rows = []
    for one in found:
        best, feature = (one.shown[0] if one.shown else None), one.feature
        rows.append((
            feature.id, feature.instrument.value, feature.dimension, feature.en, feature.th, one.status.value,
            best and best.address, best and best.at.isoformat(),
            None if feature.effect is None else round(feature.effect, 6),
        ))  # fmt: skip
    return csv_file(f"features-{name}", heads, rows)
