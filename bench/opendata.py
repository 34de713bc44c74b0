"""Open data: questions to a table of five million rows by HTTP, and a harvest of a catalogue of 2,000 datasets."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import Figure
from bench.case import _served

ROWS = int(os.environ.get("PRASAN_BENCH_ROWS", "5000000"))
DATASETS = 2000
MANY = 20_000
ASKED = 96  # with the harvest, less than an address without a key may ask in a minute


def measure() -> Iterator[Figure]:
    """Times of questions one after another, and of reading the whole catalogue."""
    from prasan.core.directory import service as directory
    from prasan.foundation import scope

    with scope.system("bench"):
        directory.load_directory()
    began = time.monotonic()
    with scope.system("bench"):
        table = _large()
    yield Figure("opendata.generate_s", round(time.monotonic() - began), "s")
    with scope.system("bench"):
        _many()
    with _served() as (url, cpu):
        for name, seconds in _questions(url, table, cpu).items():
            yield Figure(f"opendata.{name}", seconds, "ms", f"{ROWS:,} rows")
        yield Figure("opendata.harvest_s", _harvest(url), "s", f"{DATASETS:,} datasets by package_search")
        yield from _searches(url, DATASETS)
        yield Figure("opendata.dcat_page_ms", _dcat(url), "ms", "100 datasets in Turtle, drawn anew")
        with scope.system("bench"):
            _many(DATASETS, MANY)
        yield from _searches(url, MANY)


def _large() -> str:
    """A public table of ROWS rows: its id. Its rows are made by DuckDB, for no CSV of that size is given in."""
    import duckdb

    from prasan.missions.opendata.flows.publish import publish
    from prasan.missions.opendata.flows.upload import keep
    from prasan.missions.opendata.tables.reading import Table
    from prasan.missions.opendata.tables.types import Column
    from prasan.missions.opendata.tests import world

    dataset = world.opendata.add_dataset(world.directory.agency("dga"), "large", **world.SAID)
    resource = world.opendata.add_resource(dataset, "rows", title_th="แถว")
    names = {
        "id": "integer",
        "day": "date",
        "province": "text",
        "kind": "text",
        "amount": "number",
        "stars": "integer",
    }
    with TemporaryDirectory() as folder:
        csv, parquet = Path(folder) / "t.csv", Path(folder) / "t.parquet"
        duckdb.sql("SELECT setseed(0.5)")
        duckdb.sql(
            "COPY (SELECT i AS id, DATE '2020-01-01' + (i % 2000)::INT AS day, 'จังหวัด' || (i * 7919 % 77) AS province,"
            " 'kind' || (i * 31 % 12) AS kind, random() * 1000 AS amount, (random() * 5)::BIGINT AS stars"
            f" FROM range({ROWS}) t(i)) TO '{parquet}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)"
        )
        csv.write_text("id\n")
        columns = [Column(name=name, type=kind) for name, kind in names.items()]
        keep(resource, Table(csv, parquet, "0" * 64, ROWS, columns, "utf-8"))
    publish(dataset)
    return str(resource.pk)


SUBJECTS = ("น้ำท่วม", "โรงเรียน", "ถนน", "งบประมาณ", "ป่าไม้", "แรงงาน", "ท่องเที่ยว", "ขยะ", "ประมง", "สาธารณสุข")
PLACES = ("เชียงราย", "ตราด", "น่าน", "ยะลา", "ลพบุรี", "ระยอง", "สตูล", "อุดรธานี", "พังงา", "ตาก", "แพร่")


def _said(n: int) -> dict[str, Any]:
    """What is said of a dataset: words of some thousand kinds, as long as people write them."""
    from prasan.missions.opendata.tests import world

    subject, place = SUBJECTS[n % len(SUBJECTS)], PLACES[n % len(PLACES)]
    title = f"{subject}ในจังหวัด{place} ชุดที่ {n % 997}"
    notes = " ".join(f"{SUBJECTS[(n + m) % len(SUBJECTS)]}{PLACES[(n * m) % len(PLACES)]}" for m in range(30))
    said = {"title_th": title, "notes_th": notes, "tags": [subject, place]}
    return {**world.SAID, **said, "words": f"d-{n:05}\n{title}\n{notes}"}


def _searches(url: str, datasets: int) -> Iterator[Figure]:
    """Searches one after another, each for other words, on the page and by CKAN's API."""
    import httpx

    asks = [f"{SUBJECTS[n % 10]} {PLACES[n % 11]}" if n % 2 else f"ชุดที่ {n * 7 % 997}" for n in range(60)]
    for name, path, param in (("page", "/opendata", "q"), ("ckan", "/api/3/action/package_search", "q")):
        times = []
        with httpx.Client(base_url=url, timeout=60) as client:
            for text in asks:
                began = time.perf_counter()
                assert client.get(path, params={param: text}).status_code == 200  # noqa: S101
                times.append((time.perf_counter() - began) * 1000)
        note = f"{datasets:,} datasets, each for other words"
        yield Figure(
            f"opendata.search_{name}_{datasets}_p50_ms", round(statistics.median(times), 1), "ms", note
        )
        yield Figure(f"opendata.search_{name}_{datasets}_p95_ms", _p95(times[5:]), "ms", note)


def _many(first: int = 0, last: int = DATASETS) -> None:
    from django.utils import timezone

    from prasan.missions.opendata.models import Dataset, State
    from prasan.missions.opendata.tests import world

    agency, start = world.directory.agency("dga"), timezone.now() - timedelta(days=30)
    Dataset.objects.bulk_create(
        Dataset(slug=f"d-{n:05}", agency=agency, state=State.PUBLISHED, modified_at=start + timedelta(minutes=n), **_said(n))
        for n in range(first, last)
    )  # fmt: skip


def _asks(rng: random.Random) -> list[tuple[str, dict[str, Any]]]:
    """What readers ask, each with other values, so that nothing is remembered."""
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(1900))
    place, kind = f"จังหวัด{rng.randrange(77)}", f"kind{rng.randrange(12)}"
    return [
        ("page", {"limit": 50, "select": ["id", "day", "amount"]}),
        ("filter", {"filter": [f"province:eq:{place}", f"day:ge:{day}"], "limit": 50}),
        ("filter", {"filter": [f"id:ge:{rng.randrange(ROWS)}"], "limit": 50}),
        ("group", {"group": "province", "aggregate": ["count", "avg:amount"], "filter": [f"day:ge:{day}"]}),
        ("group", {"group": "kind", "aggregate": "sum:amount", "filter": [f"province:ne:{place}"]}),
        ("group", {"group": "day", "aggregate": "sum:stars", "filter": [f"kind:eq:{kind}"], "limit": 1000}),
        (
            "total",
            {"filter": [f"kind:eq:{kind}", f"stars:ge:{rng.randrange(5)}"], "total": True, "limit": 10},
        ),
        ("order", {"order": "-amount", "filter": [f"province:eq:{place}"], "limit": 50}),
    ]


def _questions(url: str, table: str, cpu: Any) -> dict[str, float]:
    import httpx

    rng, times = random.Random(7), {}
    asks = [one for _ in range(ASKED // 8) for one in _asks(rng)]
    before = 0.0
    with httpx.Client(base_url=url, timeout=60) as client:
        for number, (name, question) in enumerate(asks):
            if number == 16:
                before = cpu()  # the first ones warm up
            began = time.perf_counter()
            answer = client.get(f"/api/v1/opendata/tables/{table}", params=question)
            assert answer.status_code == 200, answer.text  # noqa: S101
            if number >= 16:
                times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    every = [value for values in times.values() for value in values]
    told = {f"{name}_p95_ms": _p95(values) for name, values in times.items()}
    return {**told, "ask_p50_ms": round(statistics.median(every), 1), "ask_p95_ms": _p95(every),
            "ask_cpu_ms": round((cpu() - before) / len(every) * 1000, 1)}  # fmt: skip


def _harvest(url: str) -> float:
    import httpx

    began, seen, start = time.perf_counter(), set(), 0
    while True:
        answer = httpx.get(f"{url}/api/3/action/package_search", timeout=60,
                           params={"rows": 100, "start": start, "sort": "id asc"})  # fmt: skip
        page = answer.json()["result"]["results"]
        seen |= {one["id"] for one in page}
        if not page:
            break
        start += 100
    assert len(seen) == DATASETS + 1, len(seen)  # noqa: S101
    print(f"    {len(seen):,} datasets read", file=sys.stderr)
    return round(time.perf_counter() - began, 2)


def _dcat(url: str) -> float:
    import httpx

    began = time.perf_counter()
    assert httpx.get(f"{url}/catalog.ttl?page=3", timeout=60).status_code == 200  # noqa: S101
    return round((time.perf_counter() - began) * 1000, 1)


def _p95(values: list[float]) -> float:
    return round(statistics.quantiles(values, n=20)[18], 1)
