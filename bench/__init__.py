"""Measurements: one file a part, each with `measure()`; `make bench` runs them, `ONLY=part` one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value. name: "part.what_unit"; peer: what it is to be compared with, in words, or ""."""

    name: str
    value: float
    unit: str
    peer: str = ""
