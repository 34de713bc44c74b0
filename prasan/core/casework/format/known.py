"""What lies outside a service file and yet decides whether it is right: effects, agencies, life events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

LIFE_EVENTS = Path(__file__).parent / "life_events.yaml"

# The effects of the platform and the arguments each needs. Missions register more.
EFFECTS: dict[str, frozenset[str]] = {
    "open_case": frozenset({"service"}),
    "ask_unit": frozenset({"unit", "question"}),
    "produce_document": frozenset({"output"}),
    "notify": frozenset({"message"}),
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

    effects: Mapping[str, frozenset[str]] = field(default_factory=lambda: EFFECTS)
    agencies: frozenset[str] | None = None
    units: frozenset[str] | None = None
    services: frozenset[str] | None = None
    life_events: frozenset[str] | None = field(default_factory=life_events)
