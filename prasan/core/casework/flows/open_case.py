"""Open a case: row, answers, first event, clocks and words, written in one statement."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.core.casework.actor import actor_filing
from prasan.core.casework.build import NewCase, Opening, build
from prasan.core.casework.definitions import definition_of
from prasan.core.casework.models import Case, Service
from prasan.core.events import service as events
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.errors import NotFound

from .base import ground
from .tell import tell_opened


def open_case(opening: Opening) -> Case:
    """Open the case in the caller's transaction and return it.

    Raises Invalid when the service cannot say which unit gets the case.
    """
    definition = definition_of(opening.version_id)
    who = scope.current()
    new = build(opening, _next_id(), timezone.now())
    case = new.case
    if opening.applicant == opening.opened_by or who.system:
        _write(new, opening)
    else:  # filed for somebody else: the database lets people open matters of their own alone
        with scope.system("counter"):
            _write(new, opening)
    ledger.record(
        "submission",
        **actor_filing(case),
        action="opened",
        subjects=[opening.subject] if opening.subject else [],
        case=case.number,
        **ground(definition),
    )
    events.publish(
        "case.opened",
        case.number,
        {
            "case": case.number,
            "service": definition.service,
            "agency": case.agency.code,
            "state": case.state,
            "unit": case.unit_id,
            "seq": 1,
        },
    )
    tell_opened(case, definition, opening.facts)
    return case


def current_version(slug: str) -> Service:
    """The published service with its current version; raises NotFound."""
    service = Service.objects.filter(slug=slug, retired=False, entry=False).first()
    if service is None or service.current_id is None:
        raise NotFound(_("There is no such service."))
    return service


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('casework_case', 'id'))")
        return int(cursor.fetchone()[0])


def _write(new: NewCase, opening: Opening) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT casework_open_case(%s, %s, %s, %s, %s, %s, %s)",
            [
                _json(_row(new.case)),
                _json(_row(new.said)),
                _json(_row(new.who)),
                _json(_row(new.event)),
                _json([_row(clock) for clock in new.clocks]),
                new.words,
                opening.draft,
            ],
        )


def _row(instance: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def _json(value: Any) -> str:
    return json.dumps(
        value, default=lambda v: v.isoformat() if hasattr(v, "isoformat") else str(v), ensure_ascii=False
    )
