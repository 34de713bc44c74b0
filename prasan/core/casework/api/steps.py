"""What a client does with a case by HTTP: steps of the workflow, words, hand-over, parts of the work."""

from __future__ import annotations

import uuid
from collections.abc import Callable
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
from prasan.core.casework.models import CaseEvent, Part
from prasan.core.documents import service as documents
from prasan.core.events.service import RepeatKey, done_once
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


class Within(Schema):
    """A length of time."""

    amount: int = Field(ge=1, le=1000)
    unit: TimeUnit


class Step(Schema):
    """A step. The revision it was decided on goes here or into `If-Match`."""

    verb: str = Field(min_length=1, max_length=60, description="One of the case's `steps`, or claim.")
    revision: int | None = Field(None, ge=1, le=2**31 - 1)
    text: str = Field("", max_length=LONGEST, description="The question, answer or reason.")
    files: list[uuid.UUID] = Field([], max_length=MOST_FILES)
    fields: dict[str, Any] = {}
    within: Within | None = Field(
        None,
        description="How long the applicant has for what `incomplete` lists, where the service does not say.",
    )


class Words(Schema):
    """A message, with ids of documents."""

    text: str = Field(min_length=1, max_length=LONGEST)
    files: list[uuid.UUID] = Field([], max_length=MOST_FILES)


class HandOver(Schema):
    """To whom a case goes, and why."""

    unit: str = Field(max_length=90, description='"agency/unit"')
    reason: str = Field(min_length=1, max_length=LONGEST)
    revision: int | None = Field(None, ge=1, le=2**31 - 1)


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
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """Take a step of the workflow. 409 when the case has changed since the revision named."""
    number, revision = queries.read_number(number), _revision(if_match, body.revision)

    def take() -> CaseEvent:
        if body.verb == "claim":
            return claim(number, revision=revision)
        files = _known(body.files)
        return move(
            number,
            body.verb,
            revision=revision,
            text=body.text,
            files=files,
            fields=body.fields,
            within=_span(body.within),
        )

    return _did(request, response, idempotency_key, take)


@router.post("/cases/{number}/replies", response=DID, summary="Write to the other side")
def write(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: Words,
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """Send the applicant a message; the state stays as it is, and no revision is asked for."""
    return _did(
        request, response, idempotency_key,
        lambda: reply(queries.read_number(number), body.text, files=_known(body.files)),
    )  # fmt: skip


@router.post("/cases/{number}/notes", response=DID, summary="Write a note for colleagues")
def remark(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: Words,
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """The applicant never sees it; no revision is asked for."""
    return _did(
        request, response, idempotency_key,
        lambda: note(queries.read_number(number), body.text, files=_known(body.files)),
    )  # fmt: skip


@router.post("/cases/{number}/delays", response=DID, summary="Tell of a delay")
def delay(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: Delay,
    if_match: str = Header("", alias="If-Match", max_length=40),
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """Tell the applicant, with the reason, that the case takes longer. 409 when no deadline runs."""
    revision, within = _revision(if_match, body.revision), _span(body.within)
    return _did(
        request, response, idempotency_key,
        lambda: tell_delay(queries.read_number(number), body.reason, within=within, revision=revision),
    )  # fmt: skip


@router.post("/cases/{number}/hand-over", response=DID, summary="Hand a case over")
def hand(
    request: HttpRequest,
    response: HttpResponse,
    number: Number,
    body: HandOver,
    if_match: str = Header("", alias="If-Match", max_length=40),
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """Move the case to another unit with everything in it."""
    revision = _revision(if_match, body.revision)
    return _did(
        request, response, idempotency_key,
        lambda: hand_over(queries.read_number(number), body.unit, body.reason, revision=revision),
    )  # fmt: skip


@router.post(
    "/cases/{number}/parts",
    response=answers(PartOut, 404, 409, 413, 415, status=201),
    summary="Ask another unit for a part",
)
def ask(
    request: HttpRequest, number: Number, body: Ask, idempotency_key: RepeatKey = None
) -> Status[dict[str, Any]]:
    """The unit may read the whole case from now on."""

    def made() -> dict[str, int]:
        return {
            "id": ask_unit(
                queries.read_number(number), body.unit, body.question, within=_span(body.within)
            ).pk
        }

    kept = done_once(request, idempotency_key, made)
    return Status(201, shapes.part(Part.objects.select_related("unit__agency").get(pk=kept["id"])))


@router.get("/parts", auth=Key("cases.read"), response=answers(Parts), summary="Parts asked of the client")
def parts(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Open parts that the client's units were asked for, oldest first."""
    return listed(queries.parts_asked(cursor, limit), shapes.part_asked)


@router.post("/parts/{int:part_id}/answer", response=DID, summary="Answer a part")
def answer(
    request: HttpRequest,
    response: HttpResponse,
    part_id: int,
    body: PartAnswer,
    idempotency_key: RepeatKey = None,
) -> dict[str, Any]:
    """Answer what the client's unit was asked for."""
    if part_id >= 2**63:
        raise NotFound
    return _did(request, response, idempotency_key, lambda: answer_part(part_id, body.answer))


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


def _did(
    request: HttpRequest, response: HttpResponse, key: str | None, do: Callable[[], CaseEvent]
) -> dict[str, Any]:
    """Do it, once for each key, and tell what was recorded."""

    def told() -> dict[str, Any]:
        event = do()
        return {"kind": event.kind, "revision": event.seq}

    said = done_once(request, key, told)
    response["ETag"] = f'"{said["revision"]}"'
    return said
