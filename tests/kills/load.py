"""People and the bank at work over HTTP. Who got no answer sends the same again, as people and banks do."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from PIL import Image

from prasan.core.documents.checks.images import clean_image
from prasan.core.payments.account import _key
from prasan.foundation import signature

from . import BANK_KEY, BILLER, OFFICERS

LISTED, REVISION = re.compile(r"/desk/cases/(\d{12})"), re.compile(r'name="revision" value="(\d+)"')
PAUSE = 0.03  # seconds between two things a person does


@dataclass
class Told:
    """What was acknowledged: draft to case number, draft to the sha256 of its file, ref1 to transaction."""

    submitted: dict[str, str] = field(default_factory=dict)
    uploaded: dict[str, str] = field(default_factory=dict)
    paid: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    steps: list[tuple[str, str, int]] = field(default_factory=list)  # number, verb, revision after it


class Load:
    """Threads that work until told to stop; `wrong` gathers answers that should never come."""

    def __init__(self, url: str, work: dict[str, Any]) -> None:
        self.url, self.told, self.wrong = url, Told(), list[str]()
        self.answers: Counter[str] = Counter()
        self._stop = threading.Event()
        people: dict[str, list[str]] = {}
        for username, draft in work["submissions"]:
            people.setdefault(username, []).append(draft)
        self._threads = [
            threading.Thread(target=self._guarded, args=(self._citizen, name, drafts), name=name)
            for name, drafts in people.items()
        ]
        self._threads += [
            threading.Thread(target=self._guarded, args=(self._officer, name), name=name) for name in OFFICERS
        ]
        self._threads.append(
            threading.Thread(target=self._guarded, args=(self._bank, work["payments"]), name="bank")
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Everybody ends what they have in hand, which still needs an answer."""
        self._stop.set()
        for thread in self._threads:
            thread.join(120)
            if thread.is_alive():
                self.wrong.append(f"{thread.name} waits for an answer in vain")

    def answered(self) -> int:
        """How often people and the bank were answered so far, by a server that could."""
        return sum(times for answer, times in list(self.answers.items()) if answer[:1] in "234")

    def _guarded(self, work: Callable[..., None], *arguments: Any) -> None:
        try:
            work(*arguments)
        except Exception as error:  # noqa: BLE001 - the test reports it
            self.wrong.append(f"{threading.current_thread().name}: {type(error).__name__} {error}")

    @contextmanager
    def _signed_in(self, username: str) -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.url, timeout=20) as client:
            self._until_answered(lambda: client.get("/demo/"))
            self._post(client, f"/demo/{username}/", {})
            yield client

    def _citizen(self, username: str, drafts: list[str]) -> None:
        chance = random.Random(username)
        with self._signed_in(username) as client:
            for draft in drafts:
                if self._stop.is_set():
                    return
                self._apply(client, draft, chance)
                time.sleep(PAUSE)
            while not self._stop.wait(0.2):  # all is done: what was done before is sent again
                self._submit(client, chance.choice(drafts))

    def _apply(self, client: httpx.Client, draft: str, chance: random.Random) -> None:
        if chance.random() < 0.3:
            picture = _picture(chance)
            answer = self._post(client, f"/drafts/{draft}/evidence", {}, files={"files": ("a.png", picture)})
            if self._went(answer, f"/drafts/{draft}/check"):
                self.told.uploaded[draft] = hashlib.sha256(clean_image(picture, "image/png")).hexdigest()
        number = self._submit(client, draft)
        if number and chance.random() < 0.1:
            self._submit(client, draft)  # pressed twice
        if number and chance.random() < 0.1:
            # A withdrawal that got no answer is refused when it is sent again: the case is closed by then.
            path, form = f"/my/cases/{number}/act", {"do": "withdraw", "sure": "on", "text": "ไม่ต้องการแล้ว"}
            answer = self._post(client, path, form)
            if answer.status_code == 302:
                self.told.withdrawn.append(number)
            elif answer.status_code not in (403, 409):
                self._unforeseen(path, answer)

    def _submit(self, client: httpx.Client, draft: str) -> str:
        answer = self._post(client, f"/drafts/{draft}/check", {})
        if not self._went(answer, "/my/cases/"):
            return ""
        number = answer.headers["location"].removeprefix("/my/cases/").partition("?")[0]
        before = self.told.submitted.setdefault(draft, number)
        if before != number:
            self.wrong.append(f"draft {draft} is case {before} and case {number}")
        return number

    def _officer(self, username: str) -> None:
        """Take the newest complaint nobody has, and settle it; a colleague may be faster."""
        with self._signed_in(username) as client:
            while not self._stop.wait(PAUSE):
                desk = self._until_answered(lambda: client.get("/desk?view=unclaimed&sort=newest"))
                if desk.status_code != 200:
                    self._unforeseen("/desk", desk)
                    return
                for number in LISTED.findall(desk.text)[:1]:
                    if self._step(client, number, "claim"):
                        self._step(client, number, "settle")

    def _step(self, client: httpx.Client, number: str, verb: str) -> bool:
        """Take the step from what the page shows. Done before the answer was lost, it is refused as stale."""
        page = self._until_answered(lambda: client.get(f"/desk/cases/{number}"))
        shown = REVISION.search(page.text)
        if shown is None:  # a colleague or the citizen has closed it
            return False
        form = {"do": verb, "revision": shown[1], "text": "เรียบร้อย"}
        answer = self._post(client, f"/desk/cases/{number}/act", form)
        if answer.status_code == 302:
            self.told.steps.append((number, verb, int(shown[1]) + 1))
            return True
        if answer.status_code not in (403, 409):
            self._unforeseen(f"{verb} {number}", answer)
        return False

    def _bank(self, payments: list[list[str]]) -> None:
        running = itertools.cycle(enumerate(payments))
        with httpx.Client(base_url=self.url, timeout=20) as client:
            while not self._stop.wait(PAUSE * 2):
                place, (_draft, ref1, ref2, amount) = next(running)
                self._pay(client, f"T{place}", ref1, ref2, amount)

    def _pay(self, client: httpx.Client, transaction: str, ref1: str, ref2: str, amount: str) -> None:
        body = json.dumps(
            {
                "transaction": transaction, "biller": BILLER, "ref1": ref1, "ref2": ref2, "amount": amount,
                "currency": "THB", "paid_at": datetime.now(UTC).isoformat(),
            }
        ).encode()  # fmt: skip
        key = _key(BANK_KEY)
        answer = self._until_answered(
            lambda: client.post("/payments/callback", content=body,
                                headers={"content-type": "application/json",
                                         **signature.sign(key, transaction, body)})
        )  # fmt: skip
        if answer.status_code == 200 and answer.json() == {"transaction": transaction, "outcome": "paid"}:
            self.told.paid[ref1] = [transaction, amount]
        else:
            self._unforeseen("/payments/callback", answer)

    def _post(
        self, client: httpx.Client, path: str, form: dict[str, str], files: Any = None
    ) -> httpx.Response:
        return self._until_answered(
            lambda: client.post(
                path, data=form, files=files, headers={"X-CSRFToken": client.cookies.get("csrf", "")}
            )
        )

    def _until_answered(self, send: Callable[[], httpx.Response]) -> httpx.Response:
        """The answer; nobody takes silence or a server's failure for one."""
        give_up = time.monotonic() + 120
        while True:
            try:
                answer = send()
            except httpx.TransportError as error:
                self.answers[type(error).__name__] += 1
            else:
                self.answers[str(answer.status_code)] += 1
                if answer.status_code < 500:
                    return answer
            if time.monotonic() > give_up:
                raise TimeoutError("no answer in two minutes")
            time.sleep(0.1)

    def _went(self, answer: httpx.Response, where: str) -> bool:
        if answer.status_code == 302 and answer.headers["location"].startswith(where):
            return True
        self._unforeseen(where, answer)
        return False

    def _unforeseen(self, path: str, answer: httpx.Response) -> None:
        self.wrong.append(
            f"{path}: {answer.status_code} {answer.headers.get('location', '')} {answer.text[:300]}"
        )


def _picture(chance: random.Random) -> bytes:
    """A small picture unlike any other."""
    out = io.BytesIO()
    Image.frombytes("RGB", (16, 16), chance.randbytes(16 * 16 * 3)).save(out, "PNG")
    return out.getvalue()
