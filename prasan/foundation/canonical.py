"""Canonical JSON (RFC 8785): the same content always gives the same bytes, so that it can be hashed."""

from __future__ import annotations

from typing import Any

import rfc8785


def canonical_json(obj: Any) -> bytes:
    """The canonical bytes of a value made of dicts with string keys, lists, strings, numbers, bools, None.

    Raises ValueError for what JSON cannot say exactly: other types, whole numbers beyond 2^53, NaN and
    infinity, keys that are no strings, text that is not valid Unicode.
    """
    try:
        return rfc8785.dumps(obj)
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as error:
        raise ValueError(f"no canonical JSON: {type(error).__name__}") from error
