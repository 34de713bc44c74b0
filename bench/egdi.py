"""What the observatory foretold of past editions, and how long simulating and answering take."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from bench import Figure

RANK = 40
QUESTIONS = (
    "rank=40&others=frozen", "rank=20&others=trend", "score=0.9&others=frozen&cost_osi=2", "rank=40&others=simulated",
    "rank=40&others=simulated&new_osi=0.85", "score=0.88&others=simulated",
)  # fmt: skip


def measure() -> Iterator[Figure]:
    """Back-tests of every edition that can be foretold, 10,000 worlds from nothing, pages and answers once warm."""
    from prasan.missions.observatory import service as observatory

    editions = observatory.shipped_editions()
    for test in observatory.back_tests(editions, editions[-1].year, RANK):
        name = f"egdi.back_test.{test.year}"
        yield Figure(f"{name}.inside", round(test.inside, 3), "share", "0.9 would be right")
        yield Figure(f"{name}.ranks_off", round(test.off, 2), "ranks", f"{test.still:.2f} if nobody moves")
        yield Figure(f"{name}.brier", round(test.brier, 4), "", f"{test.brier_still:.4f} if nobody moves")
    times = []
    for seed in range(5):
        began = time.perf_counter()
        worlds = observatory.simulated(editions, editions[-1].year, 10_000, seed)
        observatory.chance(worlds, "THA", RANK)
        times.append(time.perf_counter() - began)
    yield Figure("egdi.worlds_10000_s", round(statistics.median(times), 3), "s")
    yield from _answers()


def _answers() -> Iterator[Figure]:
    """The slowest of the questions, each the median of nine once warm; the page and the API's answer."""
    from django.test import Client

    from prasan.core.identity import api_access

    api_access.PER_MINUTE_OPEN = 10**9  # the measuring itself is not to be slowed down
    client = Client(SERVER_NAME="localhost")
    for name, path in (("page", "/observatory/what-if"), ("api", "/api/v1/observatory/what-if")):
        slowest, cold = 0.0, 0.0
        for question in QUESTIONS:
            times = []
            for _ in range(10):
                began = time.perf_counter()
                answer = client.get(f"{path}?state=THA&{question}")
                times.append(time.perf_counter() - began)
                assert answer.status_code == 200, answer.status_code  # noqa: S101
            cold, slowest = max(cold, times[0]), max(slowest, statistics.median(times[1:]))
        yield Figure(
            f"egdi.what_if.{name}_ms", round(slowest * 1000, 1), "ms", f"{cold * 1000:.0f} ms the first time"
        )
