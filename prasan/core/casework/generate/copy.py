"""Write played stories by COPY, as the owner of the tables: COPY does not go through row-level security."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connections, models

from prasan.core.casework.models import (
    Case,
    CaseAnswers,
    CaseApplicant,
    CaseEvent,
    CaseMessage,
    CaseWords,
    Clock,
    Rating,
)

from .stories import Played, Story, play

BATCH = 5000


def copy_cases(stories: Iterable[Story], told: Callable[[int], None] = lambda done: None) -> int:
    """Write the cases of `stories`, 5,000 to a transaction, and return how many. `told` hears the progress."""
    done, waiting = 0, iter(stories)
    connection = connections["owner"]
    connection.ensure_connection()
    while batch := list(islice(waiting, BATCH)):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('casework_case', 'id')) FROM generate_series(1, %s)",
                [len(batch)],
            )
            numbers = [row[0] for row in cursor.fetchall()]
        played = [play(story, number) for story, number in zip(batch, numbers, strict=True)]
        with connection.connection.transaction():
            for model, rows in _tables(played):
                _copy(connection.connection, model, rows)
        done += len(batch)
        told(done)
    return done


def _tables(played: list[Played]) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
    yield Case, [p.new.case for p in played]
    yield CaseAnswers, [p.new.said for p in played]
    yield CaseApplicant, [p.new.who for p in played]
    yield CaseEvent, [event for p in played for event in p.events]
    yield CaseMessage, [message for p in played for message in p.messages]
    yield Clock, [clock for p in played for clock in p.new.clocks]
    yield CaseWords, [CaseWords(case_id=p.new.case.pk, words=p.new.words) for p in played]
    yield Rating, [p.rating for p in played if p.rating]


def _copy(connection: Any, model: type[models.Model], rows: list[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.BigAutoField)]
    if model is Case:
        fields = list(model._meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    as_json = [isinstance(field, models.JSONField) for field in fields]
    with connection.cursor().copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            values = (getattr(row, field.attname) for field in fields)
            copy.write_row(
                [json.dumps(v, ensure_ascii=False) if j else v for v, j in zip(values, as_json, strict=True)]
            )
