"""The home page is light and quick."""

from __future__ import annotations

import statistics
import time
from typing import Any
from urllib.request import Request, urlopen

import pytest

MOST_BYTES = 350_000
MOST_SECONDS = 0.1


@pytest.mark.parametrize("width", [1280, 390])
def test_it_weighs_little_with_all_it_loads(services: None, server: str, chromium: Any, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    loaded: list[Any] = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(server, wait_until="networkidle")
    sizes = {r.url: r.sizes()["responseBodySize"] for r in loaded}
    context.close()
    assert len(sizes) > 3
    assert sum(sizes.values()) < MOST_BYTES, sizes


def test_it_is_quick(services: None, server: str) -> None:
    for language in ("", "/en/"):
        times = []
        for _again in range(23):
            begun = time.perf_counter()
            with urlopen(Request(server + language)) as answer:  # noqa: S310  our own address
                answer.read()
            times.append(time.perf_counter() - begun)
        assert statistics.median(times[3:]) < MOST_SECONDS
