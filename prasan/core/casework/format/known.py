"""What lies outside a service file and yet decides whether it is right: effects, agencies, life events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

LIFE_EVENTS = Path(__file__).parent / "life_events.yaml"


@dataclass(frozen=True)
class Arguments:
    """What an effect is given in `with`: `needs` always, `takes` when the file wants to; nothing else."""

    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()


# The effects of the platform. Missions register more.
EFFECTS: dict[str, Arguments] = {
    "open_case": Arguments(frozenset({"service"}), frozenset({"form", "keep_applicant"})),
    "ask_unit": Arguments(frozenset({"unit", "question"}), frozenset({"days"})),
    "produce_document": Arguments(frozenset({"output"}), frozenset({"lang"})),
    "notify": Arguments(frozenset({"message"})),
}


@cache
def life_events() -> frozenset[str] | None:
    """The slugs of the closed list of life events."""
    if not LIFE_EVENTS.exists():
        return None
    entries = YAML(typ="safe", pure=True).load(LIFE_EVENTS.read_text())["life_events"]
    return frozenset(entry["slug"] for entry in entries)


@dataclass(frozen=True)
class Known:
    """What a file is held against; a set that cannot be known here is None, and is not held against."""

    effects: Mapping[str, Arguments] = field(default_factory=lambda: EFFECTS)
    agencies: frozenset[str] | None = None
    units: frozenset[str] | None = None
    services: frozenset[str] | None = None
    # To whose units a new case may go without their asking, and routes that are in force already, by service.
    own: frozenset[str] | None = None
    routed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    life_events: frozenset[str] | None = field(default_factory=life_events)
