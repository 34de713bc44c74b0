"""The parameters of an action: of the query string, or of a JSON body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from .errors import Refused, wrong

MOST_BODY = 256 * 1024


class Parameters:
    """Read by name and kind; each raises Refused for what cannot be read."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        """A text without NUL."""
        value = self.given.get(name)
        if value is None or value == "":
            if required:
                raise wrong(name, "Missing value")
            return default
        if not isinstance(value, str | int | float):
            raise wrong(name, "Must be a string")
        return str(value).replace("\0", "").encode("utf-8", "replace").decode()[:4000]

    def number(self, name: str, default: int, most: int) -> int:
        """A natural number; more than `most` is `most`, as in CKAN."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        try:
            found = int(str(value)[:20])
        except ValueError:
            raise wrong(name, "Invalid integer") from None
        if found < 0:
            raise wrong(name, "Must be a natural number")
        return min(found, most)

    def truth(self, name: str, *, default: bool = False) -> bool:
        """True or false, as a word or as JSON."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        return str(value).lower() in ("true", "yes", "t", "y", "1")

    def json(self, name: str, default: Any) -> Any:
        """A value of JSON: itself in a body, as a text in an address."""
        value = self.given.get(name)
        if value is None or value == "":
            return default
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise wrong(name, "Could not parse JSON") from None

    def names(self, name: str) -> list[str]:
        """A list of texts: JSON, or parted by commas."""
        value = self.given.get(name)
        if isinstance(value, str):
            value = self.json(name, []) if value.startswith("[") else value.split(",")
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise wrong(name, "Must be a list of strings")
        return [one.strip().replace("\0", "")[:1000] for one in value[:100] if one.strip()]


def read(request: HttpRequest) -> Parameters:
    """The parameters of a request. Raises Refused."""
    if request.method != "POST":
        return Parameters({name: request.GET[name] for name in request.GET})
    body = request.body
    if not body.strip():
        return Parameters({})
    if len(body) > MOST_BODY:
        raise Refused("Request Error", "Request is too large", status=400)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("JSON Error", "Error decoding JSON data", status=400) from None
    if not isinstance(given, dict):
        raise Refused("JSON Error", "Request data must be a JSON object", status=400)
    return Parameters(given)
