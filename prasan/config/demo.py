"""The demonstration world: what is loaded into it, in order. Each loader is safe to repeat."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from prasan.config.text import _
from prasan.foundation import scope


@dataclass(frozen=True)
class Loader:
    """One part of the world: what a person reads while it loads, and the function, "module:name"."""

    title: str
    function: str

    def resolve(self) -> Callable[[], object]:
        module, name = self.function.split(":")
        found: Callable[[], object] = getattr(importlib.import_module(module), name)
        return found


# What every installation holds: the state's own directory and the shipped services.
SHIPPED: list[Loader] = [
    Loader(_("Agencies, units, places and holidays"), "prasan.core.directory.service:load_directory"),
    Loader(_("Services"), "prasan.config.services:publish_shipped"),
    Loader(_("Editions of the UN E-Government Survey"), "prasan.missions.observatory.service:load_shipped"),
    Loader(_("Open data"), "prasan.missions.opendata.service:publish_own"),
]
# What only a demonstration holds: invented people and their cases.
INVENTED: list[Loader] = [
    Loader(_("Invented people"), "prasan.core.identity.service:make_demo_people"),
    Loader(_("Invented citizens"), "prasan.core.identity.service:make_demo_crowd"),
    Loader(_("Invented cases"), "prasan.core.casework.service:make_demo_cases"),
    Loader(_("Stories of the invented people"), "prasan.core.casework.service:make_demo_stories"),
    Loader(_("Invented consultations"), "prasan.missions.consultation.service:make_demo"),
    Loader(_("Figures of the past year"), "prasan.core.measures.service:fill_past"),
    Loader(_("Figures as open data"), "prasan.missions.opendata.service:publish_operations"),
]


def load(loaders: list[Loader], say: Callable[[str], None]) -> None:
    """Run the loaders, each in a transaction of its own as the program itself."""
    for loader in loaders:
        say(loader.title)
        with scope.system("installation"):
            loader.resolve()()
