"""Say that something happened, in the transaction in which it happens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection


def publish(topic: str, key: str, payload: Mapping[str, Any]) -> int:
    """Put an event into the outbox; returns its id. It is told once the transaction commits.

    topic: "case.opened". key: what it is about (a case number); events of one topic and key are told in
    order. payload: plain JSON, ids and codes only, no personal values; `"agency": code` (or `"agencies"`)
    lets those agencies' webhooks hear of it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT events_publish(%s, %s, %s::jsonb)", [topic, key, json.dumps(payload)])
        return int(cursor.fetchone()[0])
