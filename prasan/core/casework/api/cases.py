"""Cases by HTTP: apply for someone, list, read, the state by number, how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Status
from pydantic import StringConstraints

from prasan.core.casework import queries, rules
from prasan.core.casework.flows.submit_for import check_for, submit_for
from prasan.core.casework.lookups import state_for_caller
from prasan.core.casework.models import Case, Service
from prasan.core.casework.whole import case_view
from prasan.core.events import service as events
from prasan.core.payments import service as payments
from prasan.foundation import scope
from prasan.foundation.api import Cursor, Key, Limit, answers, client_of, listed
from prasan.foundation.errors import Invalid, NotAllowed, NotFound
from prasan.foundation.paging import Page

from . import shapes
from .shapes import Application, Applied, CaseOut, Cases, Checked, Figures, StateOut, Trial

router = Router(tags=["cases"])
BESIDE_ANSWERS = ("consent", "citizen_id")
Number = Annotated[str, StringConstraints(max_length=40)]


@router.post(
    "/services/{slug:slug}/check",
    auth=Key("cases.submit"),
    response=answers(Checked, 404, 413, 415),
    summary="Check answers",
)
def check(request: HttpRequest, slug: str, body: Trial) -> dict[str, int]:
    """Whether the answers would be taken, and the fee; nothing is kept."""
    with _in_the_body():
        return {"fee": check_for(slug, body.answers, citizen_id=body.citizen_id)}


@router.post(
    "/services/{slug:slug}/cases",
    auth=Key("cases.submit"),
    response=answers(Applied, 404, 409, 413, 415, 503, status=201),
    summary="Submit an application",
)
def apply(
    request: HttpRequest,
    slug: str,
    body: Application,
    idempotency_key: str = Header(..., alias="Idempotency-Key", min_length=1, max_length=120),
) -> Status[dict[str, Any]]:
    """Open a case for a person who agreed to it, or ask for its fee; sent twice, it is done once.

    Sending the same body with the same key again within 24 hours gives the first answer again.
    """
    client = f"api:{client_of(request).id}"
    with events.idempotent(client, idempotency_key, f"{slug}\n".encode() + request.body) as attempt:
        if attempt.answer is None:
            with _in_the_body():
                opened = submit_for(slug, body.answers, consent=body.consent, citizen_id=body.citizen_id)
            attempt.keep(_applied(opened))
        return Status(201, attempt.answer or attempt.kept)


@contextmanager
def _in_the_body() -> Iterator[None]:
    """What is wrong with an answer is pointed at where the answer stands in what was sent."""
    try:
        yield
    except Invalid as refused:
        refused.fields = {
            name if name in BESIDE_ANSWERS else f"answers.{name}": said
            for name, said in refused.fields.items()
        }
        raise


def _applied(opened: Case | payments.Payment) -> dict[str, Any]:
    if isinstance(opened, Case):
        return {"case": opened.number, "payment": None}
    return {"case": None, "payment": str(opened.pk)}


@router.get("/cases", auth=Key("cases.read"), response=answers(Cases), summary="List cases")
def cases(
    request: HttpRequest,
    view: queries.View = Query(queries.View.QUEUE),
    service: str = Query("", max_length=80, description="Slug of a service."),
    q: str = Query("", max_length=200, description="Words in the case, or its number."),
    sort: Literal["due", "newest", "oldest"] = "due",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """Cases in the queues of the client's units; follow `next` for the rest."""
    wanted = queries.Filter(view=view, text=q, sort=sort)
    if service:
        known = Service.objects.filter(slug=service).values_list("id", flat=True).first()
        if known is None:
            return listed(Page([]), shapes.row)
        wanted = queries.Filter(view=view, text=q, sort=sort, service=known)
    page = queries.desk(wanted, cursor, limit)
    return listed(page, shapes.row)


@router.get("/cases/{number}", auth=Key("cases.read"), response=answers(CaseOut, 404), summary="Read a case")
def case(request: HttpRequest, response: HttpResponse, number: Number) -> dict[str, Any]:
    """Everything of the case that its unit may see; the `ETag` is the revision a step names."""
    seen = case_view(number)
    if not seen.roles:  # the database says the same before
        raise NotFound
    response["ETag"] = f'"{seen.case.revision}"'
    return shapes.whole(seen)


@router.get(
    "/cases/{number}/state",
    auth=Key("cases.submit"),
    response=answers(StateOut, 404),
    summary="The state of any case by its number",
)
def state(request: HttpRequest, number: Number) -> dict[str, Any]:
    """What an operator may tell a caller: service, state and due date; nothing about the person."""
    if not rules.may_open_for_others(scope.current()):
        raise NotAllowed
    found, definition = state_for_caller(number)
    return shapes.state(found, definition)


@router.get("/figures", auth=Key("cases.read"), response=answers(Figures), summary="How many cases")
def figures(request: HttpRequest) -> dict[str, int]:
    """How many open cases the client's units have, by view; 500 stands for that many or more."""
    return {view.value: count for view, count in queries.counts().items()}
