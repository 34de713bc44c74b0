"""Figures for Prometheus, of all processes of the server together."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

REQUESTS = Counter("prasan_http_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "prasan_http_request_seconds",
    "Time to answer a request.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def text(figures: dict[str, tuple[str, float]]) -> bytes:
    """The figures in Prometheus' text format; `figures` are read now: name -> (meaning, value)."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(_Now(figures))
    return generate_latest(registry)


class _Now:
    def __init__(self, figures: dict[str, tuple[str, float]]) -> None:
        self.figures = figures

    def collect(self) -> list[GaugeMetricFamily]:
        return [
            GaugeMetricFamily(name, meaning, value=value) for name, (meaning, value) in self.figures.items()
        ]
