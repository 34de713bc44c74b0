"""Erase what is readable about a person, with its salts; the leaves and every proof stay."""

from __future__ import annotations

import uuid

from django.db import connection

from prasan.foundation import scope


def erase(subject: uuid.UUID) -> int:
    """Erase a person's rows, and the records that concern nobody else; returns how many rows of theirs."""
    with scope.system("erasure"), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_erase(%s)", [subject])
        return int(cursor.fetchone()[0])
