"""Who acts, as every entry names them."""

from __future__ import annotations

from typing import TypedDict


class Actor(TypedDict):
    """actor: the person's or the program's name, "" for a visitor. agency, unit: codes, "" where there is none.

    role: the role they act in: an officer's, "citizen", "visitor", or "program" and "system" for nobody.
    """

    actor: str
    agency: str
    unit: str
    role: str
