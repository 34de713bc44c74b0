"""The catalogue under headings: by what happens in life, by agency, by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML

from prasan.core.casework.catalogue import Entry
from prasan.core.casework.format.verbs import say
from prasan.core.directory import service as directory
from prasan.foundation import thai
from prasan.foundation.errors import NotFound
from prasan.foundation.languages import current_language, in_language

LIFE_EVENTS = Path(__file__).parents[1] / "format/life_events.yaml"
EVERYWHERE = "all"


@dataclass(frozen=True)
class Group:
    """Entries under one heading of the catalogue."""

    key: str
    title: str
    entries: list[Entry]


@lru_cache
def life_events() -> list[dict[str, Any]]:
    """The closed list of life events: slug and title."""
    loaded: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(LIFE_EVENTS.read_text())["life_events"]
    return loaded


def by_event(entries: Iterable[Entry]) -> list[Group]:
    """In the order of the list of life events; what belongs to none comes last."""
    listed = list(entries)
    groups = [
        Group(
            event["slug"],
            event["title"][current_language()],
            _sorted(entry for entry in listed if event["slug"] in entry.definition.life_events),
        )
        for event in life_events()
    ]
    other = _sorted(entry for entry in listed if not entry.definition.life_events)
    return [group for group in [*groups, Group("other", _("Other services"), other)] if group.entries]


def by_agency(entries: Iterable[Entry]) -> list[Group]:
    """By the name of the agency."""
    named = [
        Group(str(agency), in_language(found[0].agency_th, found[0].agency_en), _sorted(found))
        for agency, found in _held(entries, lambda entry: entry.agency_id).items()
    ]
    return sorted(named, key=lambda group: thai.sort_key(group.title))


def by_place(entries: Iterable[Entry]) -> list[Group]:
    """By the province of the agency; what is for the whole country comes last."""
    held = _held(entries, lambda entry: entry.place[:2])
    local = [Group(code, directory.place(code).name, _sorted(found)) for code, found in held.items() if code]
    everywhere = Group(EVERYWHERE, _("Everywhere in the country"), _sorted(held.get("", [])))
    found = [*sorted(local, key=lambda group: thai.sort_key(group.title)), everywhere]
    return [group for group in found if group.entries]


def at_place(groups: list[Group], province: str) -> list[Group]:
    """What somebody in the province can use: its own services, then those of the whole country."""
    return [group for group in groups if group.key in (province, EVERYWHERE)]


def province_of(code: str) -> directory.Place | None:
    """The province of that code, or None."""
    try:
        found = directory.place(code) if len(code) == 2 else None
    except NotFound:
        return None
    return found


GROUPS: dict[str, Callable[[Iterable[Entry]], list[Group]]] = {
    "event": by_event,
    "agency": by_agency,
    "place": by_place,
}


def _held(entries: Iterable[Entry], key: Callable[[Entry], Any]) -> dict[Any, list[Entry]]:
    held: dict[Any, list[Entry]] = {}
    for entry in entries:
        held.setdefault(key(entry), []).append(entry)
    return held


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    """What can be done here first, then by title."""
    return sorted(entries, key=lambda entry: (not entry.online, say(entry.definition.title)))
