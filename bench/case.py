"""Cases: what submitting one and listing fifty cost in CPU and queries, and how both grow to a million."""

from __future__ import annotations

import multiprocessing
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench import Figure

SMALL = int(os.environ.get("PRASAN_BENCH_BASE", "10000"))
LARGE = int(os.environ.get("PRASAN_BENCH_CASES", "1000000"))
SUBMITTED, LISTED, SEARCHED = 150, 60, 300
WORDS = [
    "ไฟทางดับ",
    "น้ำประปาขุ่น",
    "ถนนเป็นหลุม",
    "เสียงดัง",
    "ขยะ",
    "รอคิวนาน",
    "สุนัขจรจัด",
    "สายสื่อสาร",
    "เน็ตหมู่บ้าน",
    "ลิฟต์ผู้พิการ",
]


def measure() -> Iterator[Figure]:
    """Figures at ten thousand cases, then at a million, and the ratio of the two."""
    from prasan.core.directory import service as directory
    from prasan.core.identity import service as identity
    from prasan.foundation import scope

    with scope.system("bench"):
        directory.load_directory()
    from prasan.config.services import publish_shipped

    with scope.system("bench"):
        publish_shipped()
        identity.make_demo_people()
    with scope.system("bench"):
        identity.make_demo_crowd()
    _fill(SMALL)
    small = _costs()
    print(f"    {SMALL:,} cases: {small}", file=sys.stderr, flush=True)
    began = time.monotonic()
    _fill(LARGE)
    yield Figure("case.generate_s", round(time.monotonic() - began), "s")
    large = _costs()
    yield Figure("case.open.cpu_ms", large["open_ms"], "ms")
    yield Figure("case.open.queries", large["open_queries"], "queries")
    yield Figure("case.list50.cpu_ms", large["list_ms"], "ms")
    yield Figure("case.list50.queries", large["list_queries"], "queries")
    growth = max(large["open_ms"] / small["open_ms"], large["list_ms"] / small["list_ms"])
    yield Figure("case.growth_ratio", round(growth, 2), "x", f"{LARGE:,} cases to {SMALL:,}")
    yield Figure("case.search.p95_ms", large["search_ms"], "ms")


# --- a million cases -----------------------------------------------------------------------------------


def _fill(wanted: int) -> None:
    """Make cases until there are `wanted`, with as many processes as there are processors."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_case")
        missing = wanted - cursor.fetchone()[0]
    if missing <= 0:
        return
    for alias in connections:
        connections[alias].close()
        if close_pool := getattr(connections[alias], "close_pool", None):
            close_pool()
    workers = os.cpu_count() or 1
    share = -(-missing // workers)
    context = multiprocessing.get_context("spawn")
    jobs = [context.Process(target=_make, args=(min(share, missing - n * share), n)) for n in range(workers)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
        if job.exitcode:
            raise RuntimeError("a generator of cases failed")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _make(count: int, seed: int) -> None:
    from prasan.config import installation

    installation.load()
    from django.utils import timezone

    from prasan.core.casework import service as casework
    from prasan.core.casework.definitions import service_id_of
    from prasan.core.casework.generate import Applicant, copy_cases, stories
    from prasan.core.identity import service as identity
    from prasan.foundation import scope

    with scope.system("bench"):
        people = [Applicant(a.pk, a.subject, identity.person_facts(a.pk)) for a in identity.make_demo_crowd()]
        busy = ("complaint", "question", "fake-news-tip")
        versions = [(e.version_id, service_id_of(e.version_id)) for e in casework.entries() if e.slug in busy]
        staff = identity.officers_by_unit()

    def told(done: int) -> None:
        print(f"    process {seed}: {done:,} of {count:,} cases", file=sys.stderr, flush=True)

    copy_cases(stories(count, versions, people, staff, seed=seed + 1, now=timezone.now()), told)


# --- what it costs -------------------------------------------------------------------------------------


def _costs() -> dict[str, float]:
    with _served() as (url, cpu):
        open_ms = _per_request(cpu, SUBMITTED, _submitter(url))
        list_ms = _per_request(cpu, LISTED, _lister(url))
        search_ms = _search_p95(url)
    queries = _queries()
    return {"open_ms": open_ms, "list_ms": list_ms, "search_ms": search_ms, **queries}


@contextmanager
def _served() -> Iterator[tuple[str, Callable[[], float]]]:
    """One server process; gives its address and a function for the CPU seconds of server and database."""
    import psutil

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PRASAN_PORT": str(port), "PRASAN_WORKERS": "1"}
    command = [sys.executable, "-m", "prasan.config", "serve"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root, postgres = psutil.Process(server.pid), psutil.Process(_postmaster())

    def cpu() -> float:
        total = 0.0
        for process in [root, *root.children(recursive=True), postgres, *postgres.children(recursive=True)]:
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            total += times.user + times.system
        return total

    try:
        _wait(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}", cpu
    finally:
        server.terminate()
        server.wait(30)


def _postmaster() -> int:
    """Process id of the database of this installation; others may run beside it."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int")
        return int(cursor.fetchone()[0])


def _wait(url: str) -> None:
    import httpx

    for _ in range(600):
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _per_request(cpu: Callable[[], float], count: int, request: Callable[[], None]) -> float:
    """Milliseconds of CPU a request, server and database together, after a warm-up."""
    for _ in range(10):
        request()
    before = cpu()
    for _ in range(count):
        request()
    return round((cpu() - before) / count * 1000, 2)


def _client(url: str, person: str) -> Any:
    import httpx

    client = httpx.Client(base_url=url, follow_redirects=False, timeout=60)
    token = _token(client.get("/demo/").text)
    answer = client.post(f"/demo/{person}/", data={"csrfmiddlewaretoken": token})
    assert answer.status_code == 302, answer.status_code  # noqa: S101
    return client


def _token(page: str) -> str:
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def _drafts(count: int) -> list[str]:
    from prasan.core.casework import service as casework
    from prasan.core.identity import service as identity
    from prasan.foundation import scope

    with scope.system("bench"):
        person = next(a for a in identity.make_demo_people() if a.username == "pimjai")
        who = identity.scope_of_account(person)
    answers = {
        "kind": "road", "subject": "ไฟทางดับหน้าหมู่บ้าน", "detail": "ไฟทางดับมาสามสัปดาห์ กลางคืนมืดมาก ผู้สูงอายุเดินลำบาก",
        "happened_on": "2026-11-01", "place": "570101", "spot": "หน้าร้านค้าชุมชน",
    }  # fmt: skip
    with scope.activate(who):
        return [str(casework.start_draft("complaint", answers=answers).pk) for _ in range(count)]


def _submitter(url: str) -> Callable[[], None]:
    client, drafts = _client(url, "pimjai"), iter(_drafts(SUBMITTED + 10))
    token = _token(client.get("/services/complaint/apply").text)

    def submit() -> None:
        answer = client.post(f"/drafts/{next(drafts)}/check", data={"csrfmiddlewaretoken": token})
        assert answer.status_code == 302 and "/my/cases/" in answer.headers["location"], answer.status_code  # noqa: S101

    return submit


def _lister(url: str) -> Callable[[], None]:
    client = _client(url, "waraporn")

    def look() -> None:
        answer = client.get("/desk?view=queue")
        assert answer.status_code == 200, answer.status_code  # noqa: S101

    return look


def _search_p95(url: str) -> float:
    """95th percentile of the time to the answer of a search on the desk, one after another."""
    client, rng, times = _client(url, "waraporn"), random.Random(7), []
    for _ in range(SEARCHED):
        began = time.perf_counter()
        answer = client.get("/desk", params={"view": "queue", "q": rng.choice(WORDS)})
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code  # noqa: S101
    return round(statistics.quantiles(times, n=20)[18] * 1000, 1)


def _queries() -> dict[str, float]:
    """Queries of one request each, middleware included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    def count(person: str, request: Callable[[Client], Any], wanted: int) -> int:
        client = Client(SERVER_NAME="localhost")
        client.post(f"/demo/{person}/")
        request(client)  # what is remembered after the first request is not counted
        with CaptureQueriesContext(connection) as captured:
            answer = request(client)
        assert answer.status_code == wanted, answer.status_code  # noqa: S101
        savepoints = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not q["sql"].startswith(savepoints) for q in captured.captured_queries)

    drafts = iter(_drafts(2))
    return {
        "open_queries": count("pimjai", lambda c: c.post(f"/drafts/{next(drafts)}/check"), 302),
        "list_queries": count("waraporn", lambda c: c.get("/desk?view=queue"), 200),
    }
