"""The one list of what an application lacks, as a signed paper in the case.

Licensing Facilitation Act B.E. 2558 (2015), section 8: what is missing is told at once, in one record that the
officer signs, with the day until which it is to be handed in; nothing else may be asked for later.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from prasan.core.casework.format.definition import Definition, Span, TimeUnit
from prasan.core.casework.models import CaseEvent, Clock
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.identity import service as identity
from prasan.foundation import dates, ids, worktime

from .held import Held

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
USUAL = Span(amount=15, unit=TimeUnit.WORKING_DAYS)  # where neither the service nor the officer says
CODE, UNTIL = "code", "until"  # of the paper, in the event's data


@dataclass(frozen=True)
class ListPaper:
    """file: id of the document. data: what the event remembers of it."""

    file: str
    data: dict[str, str]


def clock_of(definition: Definition, state: str) -> str | None:
    """The deadline that begins with the state, and so says until when; None where the officer does."""
    return next((d.id for d in definition.deadlines if state in d.starts), None)


def list_paper(held: Held, text: str, within: Span | None) -> ListPaper:
    """The paper with the list `text`, made when the case has entered its new state.

    within: how long the applicant has, from now; the service's own deadline goes before it.
    """
    case, until = held.case, _until(held, within)
    code = "".join(secrets.choice(LETTERS) for _n in range(16))
    shown = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    number = ids.group_case_number(case.number)
    with override("th"):  # the language of the state's papers
        document = documents.produce(
            _("List of what is missing"),
            _body(),
            {
                "service": held.definition.title.th,
                "number": number,
                "opened": dates.format_date(case.opened_at, "th"),
                "list": text,
                "until": dates.format_date(until, "th"),
                "signed": signed_by(held),
                "at": dates.format_date(held.now, "th", "time"),
                "code": shown,
            },
            lang="th",
            owner=case.subject,
            units=[case.unit_id],
            agency=case.agency.name_th,
            number=number,
            date=dates.format_date(held.now, "th"),
            check_url=check_url(case.number, code),
        )
    return ListPaper(str(document.pk), {CODE: code, UNTIL: until.isoformat()})


def _until(held: Held, within: Span | None) -> datetime:
    deadline = clock_of(held.definition, held.case.state)
    running = Clock.objects.filter(case=held.case, deadline=deadline, met_at=None)
    clock = running.values_list("due_at", flat=True).first() if deadline else None
    span = within or USUAL
    return clock or worktime.due(held.now, span.amount, span.unit.value, directory.calendar())


def check_url(number: str, code: str) -> str:
    """Where anybody who holds a paper of the case checks it by its code."""
    return f"{settings.PUBLIC_URL}/ledger/check?{urlencode({'number': number, 'code': code})}"


def signed_by(held: Held) -> str:
    """Who signs: the officer by name, their unit and agency; for the program, whose step it carries out."""
    case, person, unit = held.case, held.actor.person, held.actor.unit
    if person is None:
        taken = CaseEvent.objects.filter(case=case, unit__isnull=False).order_by("-seq").first()
        person, unit = (taken.actor_id, taken.unit_id) if taken else (None, None)
    name = identity.officer_names({person}).get(person, "") if person else ""
    office = directory.unit_by_id(unit or case.unit_id)
    return " ".join(part for part in (name, office.name_th, office.agency.name_th) if part)


def _body() -> str:
    return "\n".join(
        [
            _(
                "Your application {service}, number {number}, received on {opened}, was examined. "
                "The following is missing or has to be put right:"
            ),
            "{list}",
            _(
                "Please hand all of it in by {until}. Until you answer, the clock of the application stands still."
            ),
            _(
                "This list is given once, under section 8 of the Licensing Facilitation Act B.E. 2558. "
                "Nothing else will be asked for later."
            ),
            _("Signed electronically by {signed}, {at}"),
            _("Code for checking this paper: {code}"),
        ]
    )
