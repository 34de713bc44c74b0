"""Every address of the program, a small world to meet there, and everyone who may come by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.core.casework.tests import world
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.events.models import Delivery, Endpoint
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.payments import service as payments
from prasan.foundation import scope
from prasan.missions.consultation.tests import world as markets
from prasan.missions.observatory.models import Evidence
from prasan.missions.opendata.tests import world as floods
from prasan.web.api import api
from tests import api_clients

INTAKE, ELSEWHERE = "psc-1111/intake", "nt/repair"
SECRET = "ความลับเฉพาะของเรื่องนี้"  # stands in what the owner wrote and nowhere else
ROLES = (
    "visitor", "owner", "other_citizen", "officer", "other_officer", "supervisor", "counter", "operator",
    "service_owner", "finance", "auditor", "administrator", "api_client", "other_api_client",
)  # fmt: skip
STRANGERS = ("visitor", "other_citizen", "other_officer", "other_api_client")


@dataclass(frozen=True)
class Route:
    """One method of one address, as the table names it, and its view."""

    method: str
    pattern: str
    view: Any

    @property
    def key(self) -> str:
        return f"{self.method} /{self.pattern}"


def routes() -> Iterator[Route]:
    """Every address under the resolver: GET and POST of pages, the described methods of the API."""
    described = api.get_openapi_schema()["paths"]
    for pattern, view in _walk(get_resolver().url_patterns, ""):
        methods = ["GET", "POST"]
        if pattern.startswith("api/"):
            path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
            methods = [method.upper() for method in described.get(path, {"get": None})]
        for method in methods:
            yield Route(method, pattern, view)


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern), one.callback
        elif isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, before + str(one.pattern))


class World:
    """The owner's case, draft, file and fee; everyone else who may or may not see them."""

    def __init__(self) -> None:
        world.publish()
        self.owner = world.citizen()
        self.accounts = {
            "owner": self.owner,
            "other_citizen": world.citizen("other"),
            "officer": world.officer(INTAKE),
            "other_officer": world.officer(ELSEWHERE),
            **{
                role: world.officer(INTAKE, role)
                for role in ("supervisor", "counter", "operator", "service_owner", "finance", "auditor",
                             "administrator")
            },
        }  # fmt: skip
        self.keys = {
            "api_client": api_clients.caller("ours", [INTAKE]).key,
            "other_api_client": api_clients.caller("theirs", [ELSEWHERE]).key,
        }
        with world.acting(self.owner) as who:
            picture = SimpleUploadedFile("photo.png", api_clients.PICTURE, "image/png")
            self.document = documents.store(picture, owner=self.owner.subject)
            self.draft = casework.start_draft("complaint", answers={"detail": SECRET, "subject": SECRET})
            payment = payments.request_payment(
                f"draft:{self.draft.pk}", 2000, payer=self.owner.subject, payer_name=SECRET,
                agency=directory.unit(INTAKE).agency_id, purpose_th="ค่าธรรมเนียม", purpose_en="Fee",
            )  # fmt: skip
            self.payment = payment
            self.subject = who.subject
        self.number = world.complaint(
            self.owner, subject=SECRET, detail=SECRET, name=SECRET, files=[str(self.document.pk)]
        )
        with world.acting(self.accounts["officer"]):
            casework.note(self.number, SECRET)
            self.part = casework.ask_unit(self.number, "chiang-rai-city/works", "ช่วยดูเสาไฟ")
        with world.acting(self.owner):
            self.leaf = ledger.entries_of(self.owner.subject, kind="submission").items[0].leaf
        with scope.system("test"):
            self.key = identity.Client.objects.get(hint=self.keys["api_client"][-4:])
            self.endpoint = Endpoint.objects.create(
                agency=self.key.agency, url="https://example.org/in", topics=["case.*"], secret="x"
            )
            self.delivery = Delivery.objects.create(
                endpoint=self.endpoint, event=1, topic="case.opened", body="{}", state="dead",
                due_at=self.key.issued_at,
            )  # fmt: skip
            case = Case.objects.get(number=self.number)
            self.revision, self.case_id = case.revision, case.pk
            self.membership = next(iter(identity.memberships_of(self.accounts["officer"])), None)
            self.consultation = markets.opened(agency="psc-1111")
            self.evidence = Evidence.objects.create(
                agency=directory.agency("psc-1111"), feature="OSI-034", address="/services", by=self.owner
            ).pk
            self.table = floods.published(agency="psc-1111").resources.get().pk

    def path(self, pattern: str) -> str:
        """The address with the owner's things put into its gaps."""
        values = {
            "number": "1" if "services-office" in pattern else self.number,
            "slug": self._slug(pattern), "agency": "psc-1111",
            "name": self._name(pattern), "table_id": self.table, "form": "ttl", "day": "2026-12-05",
            "code": "57" if "places" in pattern else "intake" if "<slug:agency>" in pattern else "psc-1111",
            "id": self._id(pattern), "delivery": self.delivery.pk,
            "draft_id": self.draft.pk, "page_id": "matter", "payment_id": self.payment.pk,
            "document_id": self.document.pk, "leaf": self.leaf, "path": "0/000", "username": "somjai",
            "part_id": self.part.pk, "channel": "email", "year": 2024, "iso3": "THA",
            "target": "egdi-rank", "evidence": self.evidence,
        }  # fmt: skip
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(values.get(gap[1], 1)), pattern)

    def _slug(self, pattern: str) -> str:
        """What an address is of: a dataset, a consultation, or a service."""
        known = {"opendata": "floods", "consultation": "markets"}
        return next((slug for part, slug in known.items() if part in pattern), "complaint")

    def _name(self, pattern: str) -> str:
        """What a name in an address is of: a table of open data, an action of CKAN's API, a webhook's key."""
        if "opendata" in pattern:
            return "levels"
        return "package_list" if "action" in pattern else "name"

    def _id(self, pattern: str) -> int:
        """What the number in an address of the administration stands for."""
        known = {"memberships": self.membership, "/keys/": self.key, "/webhooks/": self.endpoint}
        found = next((thing for part, thing in known.items() if part in pattern), self.owner)
        return int(found.pk)

    def body(self, route: Route) -> dict[str, Any]:
        """Something that the address understands, so that the answer is about who asks."""
        known: dict[str, dict[str, Any]] = {
            "my/cases/<str:number>/act": {"do": "withdraw", "sure": "on", "revision": self.revision},
            "desk/cases/<str:number>/act": {"do": "note", "text": "x", "revision": self.revision},
            "observatory/features/<slug:agency>/evidence": {"feature": "OSI-037", "address": "/opendata"},
            "counter": {"service": "complaint", "consent": "on"},
            "api/v1/services/<slug:slug>/check": {"answers": world.ANSWERS},
            "api/v1/services/<slug:slug>/cases": {"answers": world.ANSWERS, "consent": True},
            "api/v1/cases/<number>/steps": {"verb": "claim", "revision": self.revision},
            "api/v1/cases/<number>/replies": {"text": "x"},
            "api/v1/cases/<number>/notes": {"text": "x"},
            "api/v1/cases/<number>/delays": {"reason": "x", "revision": self.revision},
            "api/v1/cases/<number>/hand-over": {"unit": ELSEWHERE, "reason": "x", "revision": self.revision},
            "api/v1/cases/<number>/parts": {"unit": "chiang-rai-city/intake", "question": "x"},
            "api/v1/parts/<int:part_id>/answer": {"answer": "x"},
            "api/v1/webhooks": {"url": "https://example.org/in", "topics": ["case.*"]},
        }
        return known.get(route.pattern, {})


class Visit:
    """Somebody of a role, who comes to addresses one after the other and leaves no trace there."""

    def __init__(self, made: World, role: str) -> None:
        self.world, self.role = made, role
        self.client = Client(raise_request_exception=False)
        if role in made.accounts:
            self.client.force_login(made.accounts[role])
        self.cookies = self.client.cookies.output()
        self.headers = {"Idempotency-Key": "visit"}
        if role in made.keys:
            self.headers["Authorization"] = f"Bearer {made.keys[role]}"

    def to(
        self, route: Route, watch: Any = None, *, sent: bytes | None = None, query: str = ""
    ) -> HttpResponse:
        """The answer. What the request changed is undone; `watch` looks at it before that.

        sent: a form as it goes over the wire, instead of what the address understands.
        """
        self.client.cookies = SimpleCookie()
        self.client.cookies.load(self.cookies.replace("Set-Cookie: ", ""))
        path = self.world.path(route.pattern)
        asked: dict[str, Any] = {"headers": self.headers}
        if route.method == "POST":
            asked["data"] = self.world.body(route)
            if route.pattern.startswith("api/") and not route.pattern.endswith("documents"):
                asked["content_type"] = "application/json"
        if sent is not None:
            asked |= {"data": sent, "content_type": "application/x-www-form-urlencoded"}
        if query:
            path += f"?{query}"
        with transaction.atomic():
            answer: HttpResponse = getattr(self.client, route.method.lower())(path, **asked)
            if watch is not None and not transaction.get_connection().needs_rollback:
                watch(answer)
            transaction.set_rollback(True)
        return answer


def outcome(answer: HttpResponse) -> str:
    """What the table says of an answer: yes, login (asked to sign in), no, none (not found), - (no method)."""
    status = answer.status_code
    if status == 401 or (status in (301, 302) and answer["Location"].startswith(reverse("account_login"))):
        return "login"
    return {403: "no", 404: "none", 405: "-"}.get(status, "yes" if status < 500 else str(status))


def shows(answer: HttpResponse) -> bool:
    """Whether the answer holds what the owner wrote, as text or as JSON escapes it."""
    content = getattr(answer, "content", b"")
    return SECRET.encode() in content or json.dumps(SECRET)[1:-1].encode() in content
