"""A draft is opened, answered, moderated, gathered and reported; who may, and what is refused."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.core.notices import service as notices
from prasan.core.protection import service as protection
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, NotFound, PrasanError
from prasan.foundation.scope import Seat
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.flows import tell_reported
from prasan.missions.consultation.models import (
    Answer,
    Argument,
    Consultation,
    Gathered,
    Hiding,
    Part,
    Report,
    Voice,
)
from prasan.missions.consultation.splitting import paragraphs

from . import world

pytestmark = pytest.mark.django_db


def refused(work):
    """The database itself refuses."""
    with pytest.raises(DatabaseError), transaction.atomic():
        work()


@given(
    st.lists(st.text("กข a\t๑\r", max_size=8), max_size=6),
    st.sampled_from(["\n\n", "\n \t\n", "\r\n\r\n\r\n"]),
)
def test_a_text_is_cut_at_its_blank_lines_and_nowhere_else(texts, between):
    found = paragraphs(between.join(texts))
    assert all(one == one.strip() and one for one in found)
    assert "".join("".join(found).split()) == "".join("".join(texts).split())
    assert paragraphs("\n\n".join(found)) == found


def test_lines_of_one_paragraph_stay_together():
    assert paragraphs("ข้อ ๑\n(ก) เปิด\n(ข) ปิด\n\n\n  ข้อ ๒ \n") == ["ข้อ ๑\n(ก) เปิด\n(ข) ปิด", "ข้อ ๒"]


def test_a_draft_is_nobody_elses(office):
    with world.acting(office):
        made = world.draft()
    for account in (None, world.citizen(), world.office("nt"), world.officer("dga/intake", "officer")):
        with world.acting(account) if account else scope.activate(scope.VISITOR):
            assert not Consultation.objects.exists()
            assert not Part.objects.exists()
            with pytest.raises(NotAllowed):
                consultations.open_consultation(made)


def test_the_public_has_fifteen_days_or_a_reason(office):
    soon = world.today() + timedelta(days=14)
    with world.acting(office):
        with pytest.raises(Invalid) as wrong:
            world.draft(last_day=soon)
        assert set(wrong.value.fields) == {"last_day"}
        with pytest.raises(Invalid):
            world.draft(last_day=world.today() - timedelta(days=1), short_reason="เร่งด่วน")
        made = consultations.open_consultation(world.draft(last_day=soon, short_reason="น้ำท่วม"))
        assert made.answering
        bare = world.draft("bare")
        Consultation.objects.filter(pk=bare.pk).update(closes_at=made.closes_at)
        with pytest.raises(Conflict):
            consultations.open_consultation(bare)
        refused(
            lambda: Consultation.objects.filter(pk=bare.pk).update(state="opened", opened_at=made.opened_at)
        )


def test_english_has_as_many_paragraphs_as_thai(office):
    with world.acting(office), pytest.raises(Invalid) as wrong:
        consultations.write_parts(world.draft(), text_th="ก\n\nข", text_en="a")
    assert set(wrong.value.fields) == {"text_en"}


def test_what_was_put_to_the_public_stays(office, markets):
    with world.acting(office):
        for work in (
            lambda: consultations.write_parts(markets, text_th="อื่น"),
            lambda: consultations.change_consultation(markets, last_day=world.today(), title_th="อื่น"),
            lambda: consultations.discard(markets),
        ):
            with pytest.raises(Conflict):
                work()
    for who in (world.acting(office), scope.system("test")):
        with who:
            refused(lambda: Part.objects.filter(consultation=markets).update(text_th="อื่น"))
            refused(lambda: Part.objects.filter(consultation=markets).delete())
            refused(lambda: Part.objects.create(consultation=markets, position=9, text_th="ใหม่"))
            refused(lambda: Consultation.objects.filter(pk=markets.pk).update(title_th="อื่น"))
            refused(lambda: Consultation.objects.filter(pk=markets.pk).update(state="draft"))
            refused(lambda: Consultation.objects.filter(pk=markets.pk).update(closes_at=markets.opened_at))


def test_a_person_answers_once_and_may_change_it(office, markets):
    somjai = world.citizen()
    with world.acting(somjai):
        part = world.part(markets)
        consultations.answer(part, choice="agree")
        consultations.answer(part, choice="changed", text="เปิดตีห้า")
        with pytest.raises(Invalid):
            consultations.answer(part, choice="changed")
        with pytest.raises(Invalid):
            consultations.answer(part, choice="maybe")
        with pytest.raises(Invalid):
            consultations.answer(world.part(markets, 4))
        (mine,) = Answer.objects.all()
        assert (mine.choice, mine.text, mine.anonymous) == ("changed", "เปิดตีห้า", False)
        assert Voice.objects.count() == 1
    for who in (world.acting(office), world.acting(world.citizen("other")), scope.activate(scope.VISITOR)):
        with who:
            assert Answer.objects.count() == 1
            assert not Voice.objects.exists()  # nobody learns who it was, the office neither
            assert not Answer.objects.update(text="อื่น")
            assert not Answer.objects.all().delete()[0]
            refused(
                lambda: Answer.objects.create(
                    part=part, voice_id=mine.voice_id, anonymous=False, choice="agree", at=mine.at
                )
            )
    world.over(markets)
    with world.acting(somjai):
        with pytest.raises(Conflict):
            consultations.answer(world.part(markets), choice="agree")
        assert not Answer.objects.update(choice="agree")


def test_without_signing_in_only_where_it_is_allowed(office, markets):
    with world.acting(office):
        signed = world.opened("signed", anonymous=False)
    with scope.activate(scope.VISITOR):
        consultations.answer(world.part(markets), choice="agree", key=world.KEY)
        consultations.answer(world.part(markets), choice="disagree", key=world.KEY)
        consultations.answer(world.part(markets), choice="agree", key="b" * 64)
        assert sorted(Answer.objects.values_list("choice", "anonymous")) == [
            ("agree", True),
            ("disagree", True),
        ]
        for part, said in (
            (world.part(signed), {"choice": "agree", "key": world.KEY}),
            (world.part(markets), {"choice": "agree"}),
        ):
            with pytest.raises(NotAllowed):
                consultations.answer(part, **said)
        for text in ("ดูที่ https://example.org", "เลข 1 1017 00230 70 8", "x" * 4001):
            with pytest.raises(Invalid) as wrong:
                consultations.answer(world.part(markets), choice="agree", text=text, key=world.KEY)
            assert set(wrong.value.fields) == {"text"}


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_stays():
    office = world.office()
    with world.acting(office):
        markets = world.opened()
    somjai = world.citizen()
    gate, wrong = threading.Barrier(4), []

    def say(choice: str) -> None:
        try:
            gate.wait()
            with world.acting(somjai):
                consultations.answer(world.part(markets), choice=choice, text=choice)
        except (DatabaseError, PrasanError) as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=say, args=[c]) for c in ("agree", "disagree") * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    with scope.activate(scope.VISITOR):
        (kept,) = Answer.objects.all()
        assert kept.choice == kept.text


def test_words_are_hidden_for_a_reason_and_the_person_can_see_it(office, markets):
    somjai = world.citizen()
    with world.acting(somjai):
        said = consultations.answer(world.part(markets), choice="agree", text="คำหยาบ")
        with pytest.raises(NotAllowed):
            consultations.hide(said, "insult")
    with world.acting(world.office("nt")):
        with pytest.raises(NotAllowed):
            consultations.hide(said, "insult")
        refused(lambda: Hiding.objects.create(answer=said, reason="insult", at=said.at))
    with world.acting(office):
        with pytest.raises(Invalid):
            consultations.hide(said, "because")
        consultations.hide(said, "insult")
        with pytest.raises(Conflict):
            consultations.hide(said, "personal")
    with world.acting(somjai):
        assert Answer.objects.get().hidden
        assert [line.action for line in ledger.entries_of(somjai.subject)] == ["hide-answer"]
    with world.acting(office):
        consultations.show(said)
        with pytest.raises(Conflict):
            consultations.show(said)
    with scope.system("test"):
        actions = [line.action for line in ledger.entries_of_agency("dga")]
        assert actions[:3] == ["show-answer", "hide-answer", "open-consultation"]


def heard(markets) -> list[Answer]:
    """Three voices, one of them with an account."""
    with world.acting(world.citizen()):
        said = [consultations.answer(world.part(markets, 2), choice="disagree", text="แพงไป")]
    with scope.activate(scope.VISITOR):
        said += [
            consultations.answer(world.part(markets, 2), choice="changed", text="ลดค่าธรรมเนียม", key=key)
            for key in ("b" * 64, "c" * 64)
        ]
    return said


def test_a_report_tells_what_was_heard_and_what_changed_and_anybody_can_check_it(office, markets):
    said = heard(markets)
    ids = [one.pk for one in said]
    with world.acting(office):
        with pytest.raises(Conflict):
            consultations.gather(markets, ids, text_th="ค่าธรรมเนียมสูง")
        with pytest.raises(Conflict):
            consultations.publish_report(markets, summary_th="สรุป")
    world.over(markets)
    with world.acting(office):
        fee = consultations.gather(markets, ids[:2], text_th="ค่าธรรมเนียมสูง", text_en="The fee is high")
        assert consultations.gather(markets, ids[2:], fee.pk) == fee
        other = consultations.gather(markets, ids[2:], text_th="อื่น")
        consultations.take_out(said[2])
        assert not Argument.objects.filter(pk=other.pk).exists()
        consultations.gather(markets, ids[2:], fee.pk)
        with pytest.raises(Conflict) as waiting:
            consultations.publish_report(markets, summary_th="สรุป")
        assert waiting.value.code == "waiting"
        consultations.reply(markets, fee, outcome="partly", reply_th="ลดเหลือ ๑๕ บาท")
        consultations.revise(markets, world.part(markets, 2), "ข้อ ๒ ผู้ค้าเสียค่าธรรมเนียมวันละ ๑๕ บาท")
        consultations.revise(markets, world.part(markets, 3), "")
        consultations.revise(markets, world.part(markets, 1), world.part(markets, 1).text_th)
        with world.acting(world.office("nt")):
            assert not Argument.objects.exists()
            assert not Gathered.objects.exists()
        made = consultations.publish_report(markets, summary_th="สรุป")
        with pytest.raises(Conflict):
            consultations.publish_report(markets, summary_th="อีกครั้ง")
        refused(lambda: Argument.objects.update(reply_th="อื่น"))
        refused(lambda: Part.objects.filter(consultation=markets).update(revised="อื่น"))
        refused(lambda: Report.objects.update(digest="0" * 64))
    with scope.system("test"):
        ledger.sequence_all()
        proven = ledger.verify(ledger.receipt(made.leaf), [ledger.verifier()])
        assert proven.record and proven.record["data"] == ["markets", made.digest]
        assert not proven.record["actor"]
        somjai = identity.Account.objects.get(username="somjai")
    with world.acting(somjai):
        assert not notices.inbox().items
    events.drain()
    with world.acting(somjai):
        assert len(notices.inbox().items) == 1
    with scope.activate(scope.VISITOR):
        found = Report.objects.get()
        told = json.loads(found.content)
        assert hashlib.sha256(found.content.encode()).hexdigest() == found.digest
        assert (told["people"], told["answers"], told["anonymous"]) == (3, 3, 2)
        assert [part["revised"] for part in told["parts"]] == [
            None, "ข้อ ๒ ผู้ค้าเสียค่าธรรมเนียมวันละ ๑๕ บาท", "", None,
        ]  # fmt: skip
        assert (told["parts"][1]["disagree"], told["parts"][1]["changed"]) == (1, 2)
        assert [(one["said_by"], one["outcome"]) for one in told["arguments"]] == [(3, "partly")]


def test_an_argument_that_nobody_says_any_more_goes(office, markets):
    said = heard(markets)
    ids = [one.pk for one in said]
    world.over(markets)
    with world.acting(office):
        consultations.gather(markets, ids[:1], text_th="ค่าธรรมเนียมสูง")
        other = consultations.gather(markets, ids[:2], text_th="แพง")  # all of the first one moves
        assert list(Argument.objects.all()) == [other]
        consultations.reply(markets, other, outcome="not", reply_th="เท่าเดิม")
        consultations.gather(markets, ids[:1], text_th="อีกประเด็น")
    with scope.system("test"):
        subject = identity.Account.objects.get(username="somjai").subject
        next(one for one in protection.stores() if one.name == "consultation").erase(subject)
        assert Argument.objects.count() == 2
    with world.acting(office):
        told = json.loads(consultations.publish_report(markets, summary_th="สรุป").content)
    assert [one["said_by"] for one in told["arguments"]] == [1]


def test_everybody_who_answered_is_told_some_at_a_time(office, markets, monkeypatch):
    monkeypatch.setattr(tell_reported, "AT_ONCE", 2)
    people = [world.citizen(f"reader{n}") for n in range(5)]
    for one in people:
        with world.acting(one):
            consultations.answer(world.part(markets, 1), choice="agree")
            consultations.answer(world.part(markets, 2), choice="agree")
    world.over(markets)
    with world.acting(office):
        consultations.publish_report(markets, summary_th="สรุป")
    events.drain()
    for one in people:
        with world.acting(one):
            assert len(notices.inbox().items) == 1


def test_a_question_is_not_revised(office, markets):
    world.over(markets)
    with world.acting(office), pytest.raises(NotFound):
        consultations.revise(markets, world.part(markets, 4), "อื่น")


def test_a_name_that_anothers_draft_has_is_taken(office):
    with world.acting(world.office("nt")):
        world.draft("secret", "nt")
    with world.acting(office), pytest.raises(Invalid) as wrong:
        world.draft("secret")
    assert set(wrong.value.fields) == {"slug"}


def test_the_ledger_names_the_seat_from_which_one_consults(office):
    with world.acting(office):
        (seat,) = scope.current().seats
        code = directory.unit_by_id(seat.unit).code
        units = (directory.unit(address) for address in directory.unit_addresses())
        other = Seat(
            next(unit.pk for unit in units if unit.code != code), seat.agency, frozenset({"officer"})
        )
        with scope.activate(replace(scope.current(), seats=(other, seat))):
            world.opened()
    with scope.system("test"):
        assert next(iter(ledger.entries_of_agency("dga"))).unit == directory.unit_by_id(seat.unit).code


def test_what_a_person_said_can_be_taken_along_and_erased(office, markets):
    heard(markets)
    with scope.system("test"):
        subject = identity.Account.objects.get(username="somjai").subject
        store = next(one for one in protection.stores() if one.name == "consultation")
        assert [one["text"] for one in store.export(subject)["answers"]] == ["แพงไป"]
        assert store.erase(subject) == 2
        assert store.export(subject) == {"answers": []}
        assert Answer.objects.count() == 2
