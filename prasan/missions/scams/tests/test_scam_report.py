"""A scam report from the victim to the banks' answers, through the public face of casework."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case, CaseAnswers, Clock
from prasan.core.casework.tests import world
from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db

SERVICES = Path(__file__).parents[1] / "services"
TRANSFERS = [
    {
        "from_bank": "kbank",
        "to_kind": "account",
        "to_bank": "scb",
        "to_account": "4051234567",
        "to_name": "นายม้า รับจ้าง",
        "amount": 5_000_000,
        "sent_on": "2026-11-23",
        "sent_at": "09:15",
    },
    {
        "from_bank": "kbank",
        "to_kind": "promptpay",
        "to_account": "0899999999",
        "amount": 150_050,
        "sent_on": "2026-11-23",
    },
]
REPORT = {
    "lost": True,
    "kind": "threat",
    "story": "อ้างเป็นตำรวจ ให้โอนเงินไปตรวจสอบ",
    "transfers": TRANSFERS,
    "name": "สมใจ ใจดี",
    "phone": "0812345678",
}


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish(SERVICES / "scam-report.yaml")
    world.publish(SERVICES / "hold-request.yaml")


def report(**changes: object) -> str:
    """File a report as a victim; returns its number."""
    with world.acting(world.citizen()):
        return casework.submit(casework.start_draft("scam-report", answers={**REPORT, **changes}).pk).number


def asked_of(number: str) -> list[tuple[str, int, str]]:
    """The hold requests that a report opened: unit, amount and as what the bank is asked."""
    with scope.system("test"):
        found = Case.objects.filter(parent__number=number).select_related("unit__agency").order_by("pk")
        children = list(found)
    said = [(f"{case.unit.agency.code}/{case.unit.code}", answers(case)) for case in children]
    return [(unit, asked["amount"], asked["asked_as"]) for unit, asked in said]


def holds(number: str) -> dict[str, Case]:
    """The hold requests that a report opened, by the unit that got them (the last of each)."""
    with scope.system("test"):
        children = Case.objects.filter(parent__number=number).select_related("unit__agency").order_by("pk")
        return {f"{case.unit.agency.code}/{case.unit.code}": case for case in children}


def answers(case: Case) -> dict[str, Any]:
    with scope.system("test"):
        return dict(CaseAnswers.objects.get(case=case).answers)


def test_each_transfer_becomes_a_hold_request_at_each_bank_named():
    number = report()
    with world.acting(world.officer("aoc-1441/intake")):
        casework.move(number, "request_hold")
        assert casework.case_view(number).case.state == "holding"
    opened = holds(number)
    assert asked_of(number) == [
        ("scb/fraud", 5_000_000, "receiver"),
        ("kbank/fraud", 150_050, "sender"),  # the receiving bank is unknown
        ("kbank/fraud", 5_000_000, "sender"),
    ]
    asked = answers(opened["scb/fraud"])
    assert (asked["amount"], asked["to_account"], asked["report"]) == (5_000_000, "4051234567", number)
    assert answers(opened["kbank/fraud"])["bank"] == "kbank"


def test_the_bank_says_how_much_it_holds_and_the_clocks_run_in_minutes():
    number = report()
    with world.acting(world.officer("aoc-1441/intake")):
        casework.move(number, "request_hold")
    hold = holds(number)["scb/fraud"]
    with scope.system("test"):
        place = Clock.objects.get(case=hold, deadline="place")
        assert (place.due_at - hold.opened_at).total_seconds() == 15 * 60
    with world.acting(world.officer("scb/fraud")):
        casework.claim(hold.number)
        with pytest.raises(Invalid):
            casework.move(hold.number, "hold_part", fields={"held_amount": "มาก"})
        casework.move(hold.number, "hold_part", fields={"held_amount": 1_200_000, "hold_reference": "SCB-1"})
    assert answers(hold)["held_amount"] == 1_200_000
    with scope.system("test"):
        hold.refresh_from_db()
        assert hold.state == "part_held"
        police = Clock.objects.get(case=hold, deadline="police")
        assert police.due_at is not None


@pytest.mark.parametrize(
    ("verb", "amount", "taken"),
    [
        ("hold", 5_000_000, True),
        ("hold", 4_999_999, False),
        ("hold", 9_999_999_900, False),
        ("hold_part", 0, False),
        ("hold_part", 4_999_999, True),
        ("hold_part", 5_000_000, False),
    ],
)
def test_in_full_is_the_amount_asked_for_and_in_part_is_less(verb: str, amount: int, taken: bool) -> None:
    number = report()
    with world.acting(world.officer("aoc-1441/intake")):
        casework.move(number, "request_hold")
    hold = holds(number)["scb/fraud"]
    said = {"held_amount": amount, "hold_reference": "SCB-1"}
    with world.acting(world.officer("scb/fraud")):
        casework.claim(hold.number)
        if taken:
            casework.move(hold.number, verb, fields=said)
            return
        with pytest.raises(Invalid) as refused:
            casework.move(hold.number, verb, fields=said)
    assert set(refused.value.fields) == {"held_amount"}
    assert "held_amount" not in answers(hold)


def test_the_victim_and_the_centre_read_what_each_bank_held(client: Client) -> None:
    victim, centre, bank = world.citizen(), world.officer("aoc-1441/intake"), world.officer("scb/fraud")
    with world.acting(victim):
        number = casework.submit(casework.start_draft("scam-report", answers=REPORT).pk).number
    with world.acting(centre):
        casework.move(number, "request_hold")
    hold = holds(number)["scb/fraud"]
    with world.acting(bank):
        casework.move(hold.number, "hold_part", fields={"held_amount": 1_234_500, "hold_reference": "SCB-77"})
    for reader, where in ((victim, "my"), (centre, "desk")):
        client.force_login(reader)
        page = client.get(f"/{where}/cases/{number}").content.decode()
        assert "12,345" in page and "SCB-77" in page
    client.force_login(victim)
    passed_on = client.get(f"/my/cases/{hold.number}").content.decode()
    assert "ข้อมูลที่ท่านแจ้ง" not in passed_on
    assert number not in passed_on
    assert number[4:8] in passed_on


def test_a_request_is_named_by_amount_bank_and_account(client: Client) -> None:
    number = report()
    with world.acting(world.officer("aoc-1441/intake")):
        casework.move(number, "request_hold")
    hold = holds(number)["scb/fraud"]
    assert hold.title.startswith("50,000 บาท · ") and hold.title.endswith(" · 4051234567")
    assert "ไทยพาณิชย์" in hold.title
    client.force_login(world.officer("scb/fraud"))
    page = client.get(f"/en/desk/cases/{hold.number}").content.decode()
    assert f"50,000 baht · {directory.agency('scb').name_en} · 4051234567" in page and hold.title not in page


def test_no_bank_is_asked_when_no_money_was_sent():
    number = report(lost=False, transfers=[])
    with world.acting(world.officer("aoc-1441/intake")), pytest.raises(NotAllowed):
        casework.move(number, "request_hold")
    assert holds(number) == {}


def test_no_clock_runs_for_a_hold_where_nothing_was_sent_until_it_is_recorded(client: Client) -> None:
    number = report(lost=False, transfers=[])
    centre = world.officer("aoc-1441/intake")

    def running() -> set[str]:
        with scope.system("test"):
            return set(
                Clock.objects.filter(case__number=number, met_at=None).values_list("deadline", flat=True)
            )

    assert running() == {"answer"}
    with world.acting(centre):
        casework.claim(number)
        assert running() == {"answer"}
        casework.move(
            number, "complete_report", fields={"kind": "goods", "lost": True, "transfers": TRANSFERS[:1]}
        )
        assert running() == {"answer", "hold"}
        casework.move(number, "request_hold")
        casework.move(number, "ask", text="มีสลิปหรือไม่")
        assert "hold" not in running()
    with scope.system("test"):
        victim = Case.objects.get(number=number).applicant
    assert victim is not None
    with world.acting(victim):
        casework.move(number, "answer", text="ไม่มี")
        assert casework.case_view(number).case.state == "holding"
    assert "hold" not in running(), "an answer given after the banks were asked starts no new time"


def test_nobody_speaks_of_working_days_while_minutes_run(client: Client) -> None:
    sent, nothing_sent = report(), ""
    with world.acting(world.citizen("anothermay")):
        said = {**REPORT, "lost": False, "transfers": []}
        nothing_sent = casework.submit(casework.start_draft("scam-report", answers=said).pk).number
    client.force_login(world.officer("aoc-1441/intake"))

    def telling(number: str) -> str:
        page = client.get(f"/en/desk/cases/{number}").content.decode()
        return page.split('id="act-tell_delay"')[1].split("</details>")[0]

    assert "working days" not in telling(sent) and "working days" in telling(nothing_sent)


def test_within_one_bank_one_request_is_enough():
    number = report(transfers=[{**TRANSFERS[0], "to_bank": "kbank"}])
    with world.acting(world.officer("aoc-1441/intake")):
        casework.move(number, "request_hold")
    assert asked_of(number) == [("kbank/fraud", 5_000_000, "receiver")]


@pytest.mark.parametrize("said", ["", "True", "False"])
def test_who_lost_no_money_can_report_too(client: Client, said: str) -> None:
    anyone = world.citizen()
    client.force_login(anyone)
    with world.acting(anyone):
        draft = casework.start_draft("scam-report")
    page = f"/drafts/{draft.pk}/what"
    shown = client.get(page).content.decode()
    assert 'type="radio" name="lost"' in " ".join(shown.split()) or 'name="lost" type="radio"' in shown
    posted = client.post(page, {"kind": "goods", "lost": said, "story": "พบร้านปลอม ยังไม่ได้โอน"})
    if not said:
        assert posted.status_code == 422
        return
    assert posted.status_code == 302
    assert posted["Location"].endswith("/money" if said == "True" else "/scammer")


def test_nobody_orders_a_hold_without_a_report():
    with world.acting(world.citizen()), pytest.raises(NotFound):
        casework.start_draft("hold-request", answers={"bank": "scb", "amount": 100})
    with scope.system("test"):
        assert [entry.slug for entry in casework.entries()] == ["scam-report"]
        assert [entry.slug for entry in casework.find("คำสั่งระงับธุรกรรม", 5)] == ["scam-report"]
