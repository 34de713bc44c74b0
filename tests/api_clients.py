"""Programs that call the API in tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client
from PIL import Image

from prasan.core.identity import service as identity
from prasan.foundation import scope

INTAKE = "psc-1111/intake"
EVERYTHING = ("cases.read", "cases.write", "cases.submit", "webhooks")


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


PICTURE = _picture()


@dataclass
class Caller:
    """A client with its key; bodies are sent as JSON."""

    key: str
    client: Client

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def get(
        self, path: str, query: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Any:
        return self.client.get(path, query or {}, headers={**self.headers, **(headers or {})})

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        told = {**self.headers, **(headers or {})}
        return self.client.post(path, body, content_type="application/json", headers=told)

    def delete(self, path: str) -> Any:
        return self.client.delete(path, headers=self.headers)

    def upload(self, file: Any, headers: dict[str, str] | None = None) -> Any:
        told = {**self.headers, **(headers or {})}
        return self.client.post("/api/v1/documents", {"file": file}, headers=told)


def caller(name: str = "x", units: Sequence[str] = (INTAKE,), scopes: Sequence[str] = EVERYTHING) -> Caller:
    """A new client with a key."""
    with scope.system("test"):
        _made, key = identity.issue_client(name, units, scopes)
    return Caller(key, Client(raise_request_exception=True))
