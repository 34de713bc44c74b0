"""Refusals as CKAN words them."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """An error in the envelope. kind: CKAN's "__type"; fields: parameter -> what is wrong with it."""

    def __init__(
        self, kind: str, message: str = "", *, status: int, fields: Mapping[str, list[str]] | None = None
    ) -> None:
        self.kind, self.message, self.status = kind, message, status
        self.fields = dict(fields or {})
        super().__init__(kind)


def not_found(message: str = "Not found") -> Refused:
    """404."""
    return Refused("Not Found Error", message, status=404)


def wrong(name: str, said: str) -> Refused:
    """409: a parameter is missing or of the wrong kind."""
    return Refused("Validation Error", status=409, fields={name: [said]})


def bad_search(said: str) -> Refused:
    """400: the search cannot be understood."""
    return Refused("Search Query Error", f"Search Query is invalid: {said}", status=400)
