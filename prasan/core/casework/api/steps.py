"""What a client does with a case by HTTP: steps of the workflow, words, hand-over, parts of the work."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Header, Router, Schema, Status
from pydantic import Field

from prasan.core.casework import queries
from prasan.core.casework.flows.ask_unit import answer_part, ask_unit
from prasan.core.casework.flows.claim import claim
from prasan.core.casework.flows.hand_over import hand_over
from prasan.core.casework.flows.move import move
from prasan.core.casework.flows.note import note
from prasan.core.casework.flows.reply import reply
from prasan.core.casework.flows.tell_delay import tell_delay
from prasan.core.casework.format.definition import Span, TimeUnit
from prasan.core.casework.models import CaseEvent
from prasan.core.documents import service as documents
from prasan.foundation.api import Cursor, Key, Limit, answers, listed
from prasan.foundation.errors import Invalid, NotFound

from . import shapes
from .cases import Number
from .shapes import PartOut, Parts

router = Router(tags=["steps"], auth=Key("cases.write"))
LONGEST = 10_000
MOST_FILES = 20


class Did(Schema):
    """What was recorded: the event's kind, and the case's revision after it."""

    kind: str
    revision: int


class Step(Schema):
    """A step. The revision it was decided on goes here or into `If-Match`."""

    verb: str = Field(min_length=1, max_length=60, description="One of the case's `steps`, or claim.")
    revision: int | None = Field(None, ge=1, le=2**31 - 1)
    text: str = Field("", max_length=LONGEST, description="The question, answer or reason.")
    files: list[uuid.UUID] = Field([], max_length=MOST_FILES)
    fields: dict[str, Any] = {}


class Words(Schema):
    """A message, with ids of documents."""

    text: str = Field(min_length=1, max_length=LONGEST)
    files: list[uuid.UUID] = Field([], max_length=MOST_FILES)


class HandOver(Schema):
    """To whom a case goes, and why."""

    unit: str = Field(max_length=90, description='"agency/unit"')
    reason: str = Field(min_length=1, max_length=LONGEST)
    revision: int | None = Field(None, ge=1, le=2**31 - 1)


class Within(Schema):
    """A length of time."""

    amount: int = Field(ge=1, le=1000)
    unit: TimeUnit


class Delay(Schema):
    """Why a case takes longer, and how much longer from now."""

    reason: str = Field(min_length=1, max_length=LONGEST)
    within: Within | None = None
    revision: int | None = Field(None, ge=1, le=2**31 - 1)


class Ask(Schema):
    """What another unit is asked for."""

    unit: str = Field(max_length=90, description='"agency/unit"')
    question: str = Field(min_length=1, max_length=LONGEST)
    within: Within | None = None


class PartAnswer(Schema):
    """What the unit that was asked has to say."""

    answer: str = Field(min_length=1, max_length=LONGEST)


DID = answers(Did, 404, 409, 413, 415)


@router.post("/cases/{number}/steps", response=DID, summary="Take a step")
def step(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: Step,
    if_match: str = Header("", alias="If-Match", max_length=40),
) -> dict[str, Any]:
    """Take a step of the workflow. 409 when the case has changed since the revision named."""
    number, revision = queries.read_number(number), _revision(if_match, body.revision)
    if body.verb == "claim":
        return _did(claim(number, revision=revision), response)
    files = _known(body.files)
    event = move(number, body.verb, revision=revision, text=body.text, files=files, fields=body.fields)
    return _did(event, response)


@router.post("/cases/{number}/replies", response=DID, summary="Write to the other side")
def write(request: HttpRequest, response: HttpResponse, number: Number, body: Words) -> dict[str, Any]:
    """Send the applicant a message; the state stays as it is."""
    files = _known(body.files)
    return _did(reply(queries.read_number(number), body.text, files=files), response)


@router.post("/cases/{number}/notes", response=DID, summary="Write a note for colleagues")
def remark(request: HttpRequest, response: HttpResponse, number: Number, body: Words) -> dict[str, Any]:
    """The applicant never sees it."""
    files = _known(body.files)
    return _did(note(queries.read_number(number), body.text, files=files), response)


@router.post("/cases/{number}/delays", response=DID, summary="Tell of a delay")
def delay(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: Delay,
    if_match: str = Header("", alias="If-Match", max_length=40),
) -> dict[str, Any]:
    """Tell the applicant, with the reason, that the case takes longer. 409 when no deadline runs."""
    revision, within = _revision(if_match, body.revision), _span(body.within)
    event = tell_delay(queries.read_number(number), body.reason, within=within, revision=revision)
    return _did(event, response)


@router.post("/cases/{number}/hand-over", response=DID, summary="Hand a case over")
def hand(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: HandOver,
    if_match: str = Header("", alias="If-Match", max_length=40),
) -> dict[str, Any]:
    """Move the case to another unit with everything in it."""
    revision = _revision(if_match, body.revision)
    return _did(hand_over(queries.read_number(number), body.unit, body.reason, revision=revision), response)


@router.post(
    "/cases/{number}/parts",
    response=answers(PartOut, 404, 409, 413, 415, status=201),
    summary="Ask another unit for a part",
)
def ask(request: HttpRequest, number: Number, body: Ask) -> Status[dict[str, Any]]:
    """The unit may read the whole case from now on."""
    part = ask_unit(queries.read_number(number), body.unit, body.question, within=_span(body.within))
    return Status(201, shapes.part(part))


@router.get("/parts", auth=Key("cases.read"), response=answers(Parts), summary="Parts asked of the client")
def parts(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Open parts that the client's units were asked for, oldest first."""
    return listed(queries.parts_asked(cursor, limit), shapes.part_asked)


@router.post("/parts/{int:part_id}/answer", response=DID, summary="Answer a part")
def answer(request: HttpRequest, response: HttpResponse, part_id: int, body: PartAnswer) -> dict[str, Any]:
    """Answer what the client's unit was asked for."""
    if part_id >= 2**63:
        raise NotFound
    return _did(answer_part(part_id, body.answer), response)


def _revision(header: str, body: int | None) -> int:
    """The revision the client decided on. Raises Invalid when neither place names one."""
    bare = header.strip().removeprefix("W/").strip('"')
    if bare.isascii() and bare.isdigit() and len(bare) < 10:
        return int(bare)
    if header or body is None:
        message = _("Name the revision of the case you decided on, in If-Match or as `revision`.")
        raise Invalid(message, fields={"revision": message})
    return body


def _span(within: Within | None) -> Span | None:
    return Span(within.amount, within.unit) if within else None


def _known(files: list[uuid.UUID]) -> list[str]:
    """The documents, if the client may see all of them. Raises Invalid."""
    if files and len(documents.documents(files)) != len(set(files)):
        message = _("One of these documents does not exist.")
        raise Invalid(message, fields={"files": message})
    return [str(file) for file in dict.fromkeys(files)]


def _did(event: CaseEvent, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = f'"{event.seq}"'
    return {"kind": event.kind, "revision": event.seq}
