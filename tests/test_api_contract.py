"""The API keeps to its own description: generated requests, right and wrong, against every operation.

No 5xx, no answer that is not described, every body as its schema says, refusals of what the schema forbids.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from prasan.config.wsgi import application
from prasan.core.casework.tests import world
from prasan.core.identity import api_access
from prasan.missions.opendata.tests import world as floods
from prasan.web.api import api
from tests import api_clients

# Its description as it is served, read without a request: there is no database yet when tests are collected.
schema = schemathesis.openapi.from_dict(
    json.loads(json.dumps(api.get_openapi_schema(), cls=DjangoJSONEncoder))
)
schema.app = application
EXAMPLES = 12
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


# What exists, so that some of the generated requests get past the first look-up.
known: dict[str, Any] = {"slug": "complaint", "code": "57", "number": "", "document_id": "", "endpoint_id": 0}
known |= {"year": 2024, "iso3": "THA"}
VERBS = ("claim", "ask", "settle", "incomplete", "refuse", "reopen")


def sometimes(value) -> bool:
    """For two of three generated values, always the same ones."""
    return zlib.crc32(repr(value).encode("utf-8", "replace")) % 3 > 0


@schema.hook
def map_path_parameters(context, path_parameters):
    return {
        name: known[name] if name in known and sometimes(value) else value
        for name, value in (path_parameters or {}).items()
    }


@schema.hook
def map_body(context, body):
    if not isinstance(body, dict) or not sometimes(body):
        return body
    if isinstance(body.get("answers"), dict):
        return {**body, "answers": {**world.ANSWERS, **body["answers"]}, "consent": True, "citizen_id": ""}
    if "verb" in body:
        return {**body, "verb": VERBS[len(repr(body)) % len(VERBS)], "revision": known["revision"]}
    if "unit" in body:
        return {**body, "unit": "chiang-rai-city/works", "revision": known["revision"]}
    return body


@pytest.fixture
def key(db, monkeypatch):
    """A key to everything, and a case to meet. The server must not let go of the test's own transaction."""
    monkeypatch.setattr(api_access, "PER_MINUTE", 10**9)
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 10**9)
    monkeypatch.setattr("django.conf.settings.HARVEST_PER_MINUTE", 10**9)
    world.publish()
    made = api_clients.caller()
    body = {"answers": world.ANSWERS, "consent": True}
    opened = made.post("/api/v1/services/complaint/cases", body, headers={"Idempotency-Key": "x"})
    file = made.upload(SimpleUploadedFile("photo.png", api_clients.PICTURE, "image/png"))
    hook = made.post("/api/v1/webhooks", {"url": "https://example.org/in", "topics": ["case.*"]})
    known.update(number=opened.json()["case"], document_id=file.json()["id"], endpoint_id=hook.json()["id"])
    with world.acting(floods.publisher()):
        known["table_id"] = str(floods.published().resources.get().pk)
    known["revision"] = 1
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield made.headers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_the_api_keeps_to_its_description(case, key):
    response = case.call_and_validate(headers=key, checks=CHECKS)
    etag = response.headers.get("etag", [""])[0].strip('"')
    if etag.isdigit():
        known["revision"] = int(etag)


def test_every_operation_is_described():
    raw = schema.raw_schema
    assert raw["openapi"].startswith("3.1")
    for path, operations in raw["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] and operation["description"], f"{method} {path}"
            assert {"422", "429"} <= set(operation["responses"]), f"{method} {path}"
