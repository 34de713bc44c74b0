"""The public pages and the office, as requests."""

from __future__ import annotations

import pytest
from django.test import Client

from prasan.foundation import scope
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.models import Answer, Voice
from prasan.missions.consultation.pages import public, voice

from . import world

pytestmark = pytest.mark.django_db
HERE = "/consultations/markets"


def test_everybody_reads_what_is_open_and_nobody_a_draft(office, markets, client):
    with world.acting(office):
        world.draft("secret")
    found = client.get("/consultations").content.decode()
    assert HERE in found and "/consultations/secret" not in found
    assert HERE not in client.get("/consultations?show=closed").content.decode()
    assert client.get("/consultations?show=%00&after=x").status_code == 422
    assert client.get("/consultations/secret").status_code == 404
    page = client.get(HERE).content.decode()
    assert "ข้อ ๒ ผู้ค้าเสียค่าธรรมเนียม" in page and f"{HERE}/4" in page
    assert client.get(f"{HERE}/5").status_code == 404
    assert "Traders pay 20 baht" in client.get(f"/en{HERE}/2").content.decode()


def test_a_browser_without_account_answers_and_sees_its_own(markets, client):
    answer = client.post(f"{HERE}/1", {"choice": "changed", "text": "เปิดตีห้า <b>"})
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}/2")
    cookie = client.cookies[voice.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    page = client.get(f"{HERE}/1").content.decode()
    assert page.count("เปิดตีห้า &lt;b&gt;") == 2  # in the form and among what people say
    client.post(f"{HERE}/1", {"choice": "agree", "text": ""})
    with scope.system("test"):
        (kept,) = Answer.objects.all()
        assert (kept.choice, kept.anonymous) == ("agree", True)
        assert cookie.value not in Voice.objects.get().key
    other = Client().get(f"{HERE}/1").content.decode()
    mine = client.get(f"{HERE}/1").content.decode()
    assert 'value="agree" checked' in mine and 'value="agree" checked' not in other


@pytest.mark.parametrize(
    "said",
    [{}, {"choice": "x"}, {"choice": "changed"}, {"choice": "agree", "text": "x" * 5000},
     {"choice": "agree", "text": "www.example.org"}, {"choice": "agree", "text": "1101700230708"}],
)  # fmt: skip
def test_what_cannot_be_is_asked_again(markets, client, said):
    assert client.post(f"{HERE}/1", said).status_code == 422
    with scope.system("test"):
        assert not Answer.objects.exists()


def test_a_person_answers_to_the_last_part_and_comes_back(markets, client):
    with scope.system("test"):
        client.force_login(world.citizen())
    for place, said in ((2, {"choice": "agree"}), (3, {"choice": "agree"}), (1, {"choice": "disagree"})):
        answer = client.post(f"{HERE}/{place}", said)
    assert answer["Location"] == f"{HERE}/4"
    assert client.post(f"{HERE}/4", {"text": "สามแห่ง"})["Location"] == HERE
    page = client.get(HERE).content.decode()
    assert page.count("แสดงความเห็นแล้ว</strong>") == 4
    assert voice.COOKIE not in client.cookies
    with scope.system("test"):
        assert not Answer.objects.filter(anonymous=True).exists()


def test_who_is_not_signed_in_is_asked_to_where_that_is_needed(office, client):
    with world.acting(office):
        world.opened("signed", anonymous=False)
    page = client.get("/consultations/signed/1").content.decode()
    assert "next=%2Fconsultations%2Fsigned%2F1" in page and "<textarea" not in page
    client.post("/consultations/signed/1", {"choice": "agree"})
    with scope.system("test"):
        assert not Answer.objects.exists()


def test_after_its_time_it_takes_no_answer(markets, client):
    world.over(markets)
    assert "สิ้นสุดระยะเวลารับฟัง" in client.get(f"{HERE}/1").content.decode()
    client.post(f"{HERE}/1", {"choice": "agree"})
    with scope.system("test"):
        assert not Answer.objects.exists()
    assert HERE in client.get("/consultations?show=closed").content.decode()


def test_one_address_cannot_answer_by_the_hundred(markets, monkeypatch):
    monkeypatch.setattr(public, "MOST_ANONYMOUS", 2)
    states = [Client().post(f"{HERE}/1", {"choice": "agree"}).status_code for _ in range(4)]
    assert states == [302, 302, 429, 429]


def test_hidden_words_have_their_reason_in_their_place(office, markets, client):
    with world.acting(world.citizen()):
        said = consultations.answer(world.part(markets), choice="agree", text="คำหยาบคาย")
    with world.acting(office):
        consultations.hide(said, "insult")
    page = client.get(f"{HERE}/1").content.decode()
    assert "คำหยาบคาย" not in page and "ดูหมิ่นหรือข่มขู่ผู้อื่น" in page
