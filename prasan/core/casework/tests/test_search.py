"""Cases are found by words, by those who may see them, newest first; confidential names find nothing."""

import pytest
from django.db import connection

from prasan.core.casework import service as casework
from prasan.core.casework.models import Case
from prasan.foundation import ids, scope
from prasan.foundation.tests.test_text import THAI_DIGITS
from prasan.foundation.thai import swap_keyboard

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published() -> None:
    world.publish()


def found(account, text: str) -> list[str]:
    with world.acting(account):
        return [case.number for case in casework.desk(casework.Filter(text=text)).items]


def test_found_by_words_and_number_by_its_unit_alone():
    number = world.complaint(world.citizen(), subject="ฝาท่อระบายน้ำแตก")
    intake, other = world.officer("psc-1111/intake"), world.officer("nt/intake")
    assert found(intake, "ฝาท่อระบายน้ำ") == [number]
    assert found(intake, number) == [number]
    assert found(intake, "ไม่มีคำนี้แน่นอน") == []
    assert found(other, "ฝาท่อระบายน้ำ") == []


def test_a_case_is_found_by_the_beginning_of_its_number():
    person = world.citizen()
    numbers = [world.complaint(person), world.complaint(person, subject="ซอย 1111 น้ำท่วม")]
    intake, other = world.officer("psc-1111/intake"), world.officer("nt/intake")
    assert set(found(intake, numbers[0][:4])) == set(numbers)
    assert found(intake, f"{numbers[0][:4]} {numbers[0][4:11]}".translate(THAI_DIGITS)) == [numbers[0]]
    assert found(other, numbers[0][:8]) == [] == found(intake, numbers[0][:3])
    assert found(intake, "1111") == [numbers[1]], "where no number begins so, the words are searched"


def test_the_beginning_of_a_number_is_looked_up_by_the_index():
    with scope.system("test"), connection.cursor() as db:
        db.execute("SET LOCAL enable_seqscan = off")
        plan = Case.objects.filter(number__range=ids.case_numbers_from("6911 0000")).order_by().explain()
    assert "Index Cond: (((number)::text >= '691100000000'::text)" in plan


def test_a_case_is_found_where_it_was_handed_over():
    number = world.complaint(world.citizen(), subject="ฝาท่อระบายน้ำแตก")
    intake, other = world.officer("psc-1111/intake"), world.officer("nt/intake")
    with world.acting(intake):
        casework.hand_over(number, "nt/intake", "ส่งต่อ")
    assert found(other, "ฝาท่อระบายน้ำ") == [number]


def test_a_confidential_case_is_not_found_by_the_name():
    person = world.citizen()
    hidden = world.complaint(person, subject="ฝาท่อแตก", confidential=True, name="วิภาวรรณ เด่นชัด")
    shown = world.complaint(person, subject="ฝาท่อแตก", name="วิภาวรรณ เด่นชัด")
    intake = world.officer("psc-1111/intake")
    assert found(intake, "วิภาวรรณ") == [shown]
    assert set(found(intake, "ฝาท่อแตก")) == {hidden, shown}


def test_marks_of_the_index_are_no_words():
    world.complaint(world.citizen(), subject="§u1 §a1 §0 ฝาท่อแตก")
    assert found(world.officer("nt/intake"), "ฝาท่อแตก") == []


@pytest.mark.parametrize("words", ["แม่จัน", "อำเภอแม่จัน", "เชียงราย", "ไฟทาง เชียงราย", "Chiang Rai"])
def test_a_case_is_found_by_the_names_of_its_place(words):
    number = world.complaint(world.citizen(), subject="ไฟทางดับ", place="570701")
    intake = world.officer("psc-1111/intake")
    assert found(intake, words) == [number]
    assert found(intake, "กาฬสินธุ์") == []


def test_words_typed_with_the_other_keyboard_are_understood(client):
    world.complaint(world.citizen(), subject="ฝาท่อระบายน้ำแตก")
    with scope.system("test"):
        client.force_login(world.officer("psc-1111/intake"))
    page = client.get("/desk", {"q": swap_keyboard("ฝาท่อระบายน้ำ")}).content.decode()
    assert "ฝาท่อระบายน้ำแตก" in page and "<strong>ฝาท่อระบายน้ำ</strong>" in page
    page = client.get("/desk", {"q": "ไม่มีคำนี้แน่นอน"}).content.decode()
    assert "ฝาท่อระบายน้ำแตก" not in page and "<strong>" not in page.split("<main", 1)[1].split("</main>")[0]
