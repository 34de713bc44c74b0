"""Places to choose from, one level after the other. Whoever knows the places provides them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from prasan.foundation.types import Words

from .field import Choice, Field

Children = Callable[[str], Sequence[Choice]]
SUFFIXES = ("province", "district", "subdistrict")
LABELS: tuple[Words, ...] = (_("Province"), _("District"), _("Sub-district"))
PROMPTS: tuple[Words, ...] = (
    _("Choose a province"),
    _("Choose a district"),
    _("Choose a sub-district"),
)
WAITING: tuple[Words, ...] = ("", _("Choose a province first"), _("Choose a district first"))

_children: list[Children] = []


def provide(children: Children) -> None:
    """Say where places come from; call it in `AppConfig.ready()`.

    `children(code)` gives the places directly below a place in the reader's language, all provinces for "".
    A place's code begins with its parent's: two digits for each level.
    """
    _children[:] = [children]


def below(code: str) -> Sequence[Choice]:
    """The places directly below `code`; none when nobody provides places."""
    return _children[0](code) if _children else ()


@dataclass(frozen=True)
class Step:
    """One select of the cascade."""

    id: str
    name: str
    label: Words
    prompt: Words
    choices: Sequence[Choice]
    chosen: str


def chosen_codes(field: Field) -> list[str]:
    """What is chosen at each level: from what was posted, else from the stored code. "" where nothing."""
    if field.raw is None:
        code = str(field.value or "")
        return [code[: 2 * n] if len(code) >= 2 * n else "" for n in range(1, field.level + 1)]
    posted = [(field.raw.get(f"{field.name}.{s}") or [""])[-1] for s in SUFFIXES[: field.level]]
    codes: list[str] = []
    for code in posted:  # a district of another province counts as not chosen
        parent = codes[-1] if codes else ""
        known = (not codes or parent) and code in {str(c.value) for c in below(parent)}
        codes.append(code if known else "")
    return codes


def steps(field: Field) -> list[Step]:
    """The selects of the cascade; one whose parent is not chosen yet has no choices."""
    made, parent = [], ""
    for n, code in enumerate(chosen_codes(field)):
        ready = n == 0 or parent
        made.append(
            Step(
                id=f"{field.id}-{SUFFIXES[n]}",
                name=f"{field.name}.{SUFFIXES[n]}",
                label=LABELS[n],
                prompt=PROMPTS[n] if ready else WAITING[n],
                choices=below(parent) if ready else (),
                chosen=code,
            )
        )
        parent = code
    return made
