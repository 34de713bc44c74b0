"""Invented answers to any form: natural where the service is known, plausible everywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from ruamel.yaml import YAML

from prasan.core.casework.definitions import definition_of, questions_of, required_of
from prasan.core.casework.form import clean_answers
from prasan.core.casework.format.definition import Question
from prasan.core.casework.names import names_for
from prasan.core.directory import service as directory

SAMPLES = Path(__file__).parent / "samples.yaml"
# Days from that of the application, by the name of the question: the first and the last that may be.
DAYS = {
    "birth_date": (-24_000, -7_400),
    "from_date": (-1_500, -200),
    "happened_on": (-14, -1),
    "install_by": (30, 150),
    "opens_on": (1, 60),
    "sent_on": (-1, 0),
    "since": (-7, -1),
}


@lru_cache
def samples() -> dict[str, Any]:
    """Sentences for free text: by service where there are any, else for all."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(SAMPLES.read_text())
    return loaded


@lru_cache
def sub_districts(area: str = "") -> list[directory.Place]:
    """Every sub-district (in the place with the code `area`), in the order of its code."""
    return sorted(
        (p for p in directory.places_at(6) if p.code.startswith(area)), key=lambda place: place.code
    )


def theme(version_id: int, rng: Random) -> dict[str, Any]:
    """What an invented case of the service is about: answers that belong together."""
    about: dict[str, Any] = rng.choice(samples().get(definition_of(version_id).service, [{}]))
    return about


def invent(
    version_id: int, facts: dict[str, Any], about: dict[str, Any], rng: Random, on: date
) -> dict[str, Any]:
    """Answers to the questions the form asks, given each other; all of them valid. about: of `theme`."""
    answers: dict[str, Any] = {}
    for name, question in questions_of(version_id).items():
        known = facts.get((question.prefill or "").removeprefix("person."))
        value = known or _answer(version_id, name, question, about, rng, on)
        if value is not None:
            answers[name] = value
    return clean_answers(version_id, names_for(version_id, form=answers, person=facts, at=_noon(on)))


def invent_fields(
    version_id: int, names: Iterable[str], about: dict[str, Any], rng: Random, on: date
) -> dict[str, Any]:
    """Answers that a step of the workflow asks of whoever takes it."""
    asked = questions_of(version_id)
    found = {name: _answer(version_id, name, asked[name], about, rng, on) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _answer(
    version_id: int, name: str, question: Question, about: dict[str, Any], rng: Random, on: date
) -> Any:
    if name in about:
        return about[name]
    if (value := _named(name, rng, on)) is not None:
        return value
    if question.type == "string" and not (question.format or question.one_of):
        # Free text that nothing was thought up for is left blank where it may be.
        return _text(question, rng, on) if name in required_of(version_id) else None
    return _value(question, rng, on)


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(5), UTC)  # noon in Thailand


def _named(name: str, rng: Random, on: date) -> Any:
    """A sample for a question that bears the same name in every service, or None; each # becomes a digit."""
    if name in DAYS:
        return (on + timedelta(days=rng.randint(*DAYS[name]))).isoformat()
    listed = samples()["by_name"].get(name)
    if not listed:
        return None
    value = rng.choice(listed)
    if isinstance(value, str) and "#" in value:
        return "".join(str(rng.randrange(10)) if letter == "#" else letter for letter in value)
    return value


def _value(question: Question, rng: Random, on: date) -> Any:
    if question.one_of:
        return rng.choice(question.one_of).const
    maker = _BY_FORMAT.get(question.format) or _BY_TYPE.get(question.type)
    return maker(question, rng, on) if maker else None  # type: ignore[no-untyped-call]


def _text(question: Question, rng: Random, on: date) -> str:
    text: str = rng.choice(samples()["any_long" if question.multiline else "any"])
    return text[: question.max_length] if question.max_length else text


def _number(question: Question, rng: Random, on: date) -> int:
    low = int(question.minimum) if question.minimum is not None else 1
    high = int(question.maximum) if question.maximum is not None else low + 9
    return rng.randint(low, high)


def _repeat(question: Question, rng: Random, on: date) -> list[Any] | None:
    inner = (question.items or {}).get("properties")
    if not inner:
        offered = [choice["const"] for choice in (question.items or {}).get("oneOf", ())]
        most = min(2, len(offered))
        return sorted(rng.sample(offered, rng.randint(1, most))) if offered else None
    asked = {name: msgspec.convert(spec, Question) for name, spec in inner.items()}
    return [
        {
            name: value
            for name, q in asked.items()
            if (value := _named(name, rng, on) or _value(q, rng, on)) is not None
        }
        for _ in range(rng.randint(max(1, question.min_items or 1), 3))
    ]


def _number_of(first: str, rng: Random) -> str:
    """A person's or company's number: right in its check digit, and of a district (0000) that nobody has."""
    digits = f"{first}0000{rng.randrange(10**7):07d}"
    return digits + str((11 - sum(int(d) * (13 - i) for i, d in enumerate(digits)) % 11) % 10)


_BY_FORMAT = {
    "thai-place": lambda q, rng, on: rng.choice(sub_districts(q.only_in)).code[: q.level * 2],
    "thai-phone": lambda q, rng, on: f"+668{rng.randrange(10**8):08d}",
    "email": lambda q, rng, on: f"someone{rng.randrange(10**5)}@example.org",
    "date": lambda q, rng, on: (on - timedelta(days=rng.randrange(1, 30))).isoformat(),
    "time": lambda q, rng, on: f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
    "satang": lambda q, rng, on: (
        max(100, round(rng.lognormvariate(9, 1.2) / 100) * 100) * 100
    ),  # mostly thousands
    "thai-citizen-id": lambda q, rng, on: _number_of("1", rng),
    "juristic-id": lambda q, rng, on: _number_of("0", rng),
    "account-number": lambda q, rng, on: f"{rng.randrange(10**10):010d}",
    "agency": lambda q, rng, on: rng.choice(
        [a.code for a in directory.agencies() if not q.among or a.kind in q.among]
    ),
    "uri": lambda q, rng, on: f"https://example.org/{rng.randrange(10**4)}",
    "document": lambda q, rng, on: None,
    "thai-address": lambda q, rng, on: {
        "no": str(rng.randrange(1, 300)),
        "moo": str(rng.randrange(1, 12)),
        "place": rng.choice(sub_districts(q.only_in)).code,
    },
}
_BY_TYPE = {
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda q, rng, on: rng.random() < 0.1,
    "array": _repeat,
}
