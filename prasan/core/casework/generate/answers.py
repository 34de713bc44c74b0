"""Invented answers to any form: natural where the service is known, plausible everywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from ruamel.yaml import YAML

from prasan.core.casework.definitions import definition_of, questions_of
from prasan.core.casework.form import clean_answers
from prasan.core.casework.format.definition import Question
from prasan.core.casework.names import names_for
from prasan.core.directory import service as directory

SAMPLES = Path(__file__).parent / "samples.yaml"


@lru_cache
def samples() -> dict[str, Any]:
    """Sentences for free text: by service where there are any, else for all."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(SAMPLES.read_text())
    return loaded


@lru_cache
def sub_districts() -> list[directory.Place]:
    """Every sub-district, in the order of its code."""
    return sorted((p for p in directory.places_at(6)), key=lambda place: place.code)


def invent(version_id: int, facts: dict[str, Any], rng: Random, on: date) -> dict[str, Any]:
    """Answers to every question the form asks, given each other; all of them valid."""
    definition = definition_of(version_id)
    whole = rng.choice(samples().get(definition.service, [{}]))
    answers: dict[str, Any] = {}
    for name, question in questions_of(version_id).items():
        known = facts.get((question.prefill or "").removeprefix("person."))
        value = known or whole.get(name) or _named(name, rng) or _value(question, rng, on)
        if value is not None:
            answers[name] = value
    return clean_answers(version_id, names_for(version_id, form=answers, person=facts, at=_noon(on)))


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(5), UTC)  # noon in Thailand


def _named(name: str, rng: Random) -> Any:
    """A sample for a question that bears the same name in every service, or None."""
    listed = samples()["by_name"].get(name)
    return rng.choice(listed) if listed else None


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


def _repeat(question: Question, rng: Random, on: date) -> list[dict[str, Any]] | None:
    inner = (question.items or {}).get("properties")
    if not inner:
        return None
    asked = {name: msgspec.convert(spec, Question) for name, spec in inner.items()}
    return [
        {
            name: value
            for name, q in asked.items()
            if (value := _named(name, rng) or _value(q, rng, on)) is not None
        }
        for _ in range(rng.randint(max(1, question.min_items or 1), 3))
    ]


def _citizen_id(rng: Random) -> str:
    """Right in its check digit, and of a district (0000) that nobody has."""
    digits = f"10000{rng.randrange(10**7):07d}"
    return digits + str((11 - sum(int(d) * (13 - i) for i, d in enumerate(digits)) % 11) % 10)


_BY_FORMAT = {
    "thai-place": lambda q, rng, on: rng.choice(sub_districts()).code[: q.level * 2],
    "thai-phone": lambda q, rng, on: f"+668{rng.randrange(10**8):08d}",
    "email": lambda q, rng, on: f"someone{rng.randrange(10**5)}@example.org",
    "date": lambda q, rng, on: (on - timedelta(days=rng.randrange(1, 30))).isoformat(),
    "time": lambda q, rng, on: f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
    "satang": lambda q, rng, on: rng.randrange(100, 500_000) * 100,
    "thai-citizen-id": lambda q, rng, on: _citizen_id(rng),
    "account-number": lambda q, rng, on: f"{rng.randrange(10**10):010d}",
    "agency": lambda q, rng, on: rng.choice(
        [a.code for a in directory.agencies() if not q.among or a.kind in q.among]
    ),
    "uri": lambda q, rng, on: f"https://example.org/{rng.randrange(10**4)}",
    "document": lambda q, rng, on: None,
    "thai-address": lambda q, rng, on: {
        "no": str(rng.randrange(1, 300)),
        "moo": str(rng.randrange(1, 12)),
        "place": rng.choice(sub_districts()).code,
    },
}
_BY_TYPE = {
    "string": _text,
    "integer": _number,
    "number": _number,
    "boolean": lambda q, rng, on: rng.random() < 0.1,
    "array": _repeat,
}
