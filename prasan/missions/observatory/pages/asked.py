"""The questions of the page of what-ifs, and the answers in an address read into a question for the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prasan.foundation.errors import Invalid
from prasan.look.fields import Choice, Field, Kind, bind, default_data, parse_all

from ..answering import Others, Question
from ..home import home, targets
from ..states import states
from ..survey import ONE, STATES, Edition, Part
from ..words import ONE_TARGET, OTHERS, PARTS, edition_of

USUAL_RANK = 40
PAIRS = ((Part.OSI, Part.HCI), (Part.OSI, Part.TII), (Part.TII, Part.HCI))
COSTS = {part: f"cost_{part.value}" for part in Part}
NEW = {part: f"new_{part.value}" for part in Part}


def questions(editions: Sequence[Edition]) -> list[Field]:
    """What the page asks."""
    names = sorted(((s.iso3, s.name) for s in states()), key=lambda pair: pair[1])
    pairs = [Choice(pair_name(pair), f"{PARTS[pair[0]]} – {PARTS[pair[1]]}") for pair in PAIRS]
    return [
        Field(Kind.SELECT, "state", pgettext("survey", "State"), choices=[Choice(*pair) for pair in names], plain=True),
        Field(Kind.SELECT, "edition", _("Edition"), plain=True,
              choices=[Choice(e.year, edition_of(e.year)) for e in reversed(editions)]),
        Field(Kind.INTEGER, "rank", _("Rank to reach"), minimum=1, maximum=STATES, plain=True),
        Field(Kind.NUMBER, "score", _("or an index to reach"), minimum=0, maximum=1, plain=True,
              help=_("From 0 to 1, such as 0.82. Leave the rank empty then.")),
        Field(Kind.RADIOS, "others", _("Until then the other states"), plain=True,
              choices=[Choice(others.value, label) for others, label in OTHERS.items()]),
        *(Field(Kind.NUMBER, COSTS[part], name, minimum=0.001, maximum=1_000_000, plain=True)
          for part, name in PARTS.items()),
        *(Field(Kind.NUMBER, NEW[part], name, minimum=0, maximum=1, plain=True) for part, name in PARTS.items()),
        Field(Kind.SELECT, "between", _("Show the choices between"), choices=pairs, plain=True),
    ]  # fmt: skip


def pair_name(pair: tuple[Part, Part]) -> str:
    """Two parts as the address names them."""
    return f"{pair[0].value}-{pair[1].value}"


def read(
    editions: Sequence[Edition], query: QueryDict
) -> tuple[list[Field], Question | None, tuple[Part, Part]]:
    """The questions with what was asked in them, the question for the engine (None where something is wrong),
    and the two parts to choose between."""
    asked = questions(editions)
    data = _with_usual(editions, default_data(query))
    values, errors = parse_all(asked, data)
    if not errors and "rank" in values and "score" in values:
        errors["score"] = ONE_TARGET
    bound = [bind(field, data, {k: v for k, v in errors.items() if k == field.name}) for field in asked]
    pair = next((p for p in PAIRS if pair_name(p) == values.get("between")), PAIRS[0])
    return bound, None if errors else _question(editions, values), pair


def refused(fields: Sequence[Field], wrong: Invalid) -> list[Field]:
    """The questions with what the engine found wrong beside them."""
    told: Mapping[str, Any] = {"cost_osi" if k == "costs" else k: v for k, v in (wrong.fields or {}).items()}
    return [replace(f, errors={f.name: told[f.name]}) if f.name in told else f for f in fields]


def _with_usual(editions: Sequence[Edition], data: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is asked where the address says nothing: the country and its target, by the newest edition."""

    def said(name: str) -> bool:
        return any(text.strip() for text in data.get(name, ()))

    wanted = targets()
    usual = {
        "state": home().iso3, "edition": str(editions[-1].year), "others": Others.FROZEN.value,
        "between": pair_name(PAIRS[0]), **dict.fromkeys(COSTS.values(), "1"),
    }  # fmt: skip
    if not said("score"):
        usual["rank"] = str(wanted.rank if wanted else USUAL_RANK)
    return {**data, **{name: [text] for name, text in usual.items() if not said(name)}}


def _question(editions: Sequence[Edition], values: Mapping[str, Any]) -> Question:
    score = values.get("score")
    planned = {part: round(values[name] * ONE) for part, name in NEW.items() if name in values}
    return Question(
        edition=next(e for e in editions if e.year == values["edition"]),
        iso3=values["state"],
        rank=values.get("rank"),
        index=None if score is None else round(score * ONE),
        others=Others(values["others"]),
        costs={part: float(values[name]) for part, name in COSTS.items()},
        planned=planned or None,
    )
