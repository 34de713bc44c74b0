"""The matters that the invented people stand in now: something on every desk, and one of each stage for citizens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from prasan.core.casework.channels import Channel
from prasan.core.casework.models import Case, Draft
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.payments import service as payments
from prasan.foundation import scope

from .ask_payment import ask_payment
from .ask_unit import ask_unit
from .claim import claim
from .drafts import start_draft
from .hand_over import hand_over
from .move import move
from .note import note
from .rate import rate
from .submit import submit


def make_demo_stories() -> None:
    """Let them act as people do, through the flows; done once."""
    people = {account.username: account for account in identity.make_demo_people()}
    if Case.objects.filter(applicant_id=people["pimjai"].pk).exists():
        return
    told = _Told(people)
    _complaints(told)
    _scams(told)
    _fees(told)
    _counter(told)


class _Told:
    """Lets one of the people act, with the rights that person has."""

    def __init__(self, people: dict[str, identity.Account]) -> None:
        self.people = people

    def by(self, name: str, act: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with scope.activate(identity.scope_of_account(self.people[name])):
            return act(*given, **named)

    def draft(self, name: str, service: str, **answers: Any) -> Draft:
        made: Draft = self.by(name, start_draft, service)
        made.answers |= answers
        made.save()
        return made

    def file(self, name: str, service: str, **answers: Any) -> str:
        case: Case = self.by(name, submit, self.draft(name, service, **answers).pk)
        return case.number

    def steps(self, officer: str, number: str, *verbs: tuple[str, str]) -> None:
        self.by(officer, claim, number)
        for verb, text in verbs:
            self.by(officer, move, number, verb, text=text)


def _complaints(told: _Told) -> None:
    def complain(who: str, subject: str, detail: str, place: str = "570101", kind: str = "road") -> str:
        return told.file(who, "complaint", kind=kind, subject=subject, detail=detail, place=place)

    asked = complain("pimjai", "ไฟทางดับหน้าหอพัก", "ไฟทางหน้าหอพักดับมาสองสัปดาห์ เดินกลับดึกแล้วมืดมาก")
    told.steps("waraporn", asked, ("ask", "ขอทราบเลขเสาไฟหรือชื่อซอย เพื่อแจ้งหน่วยงานได้ถูกต้อง"))
    done = complain("pimjai", "ทางเท้าชำรุดหน้ามหาวิทยาลัย", "แผ่นทางเท้าแตกหลายแผ่น มีคนสะดุดล้ม")
    told.steps("waraporn", done, ("settle", "เทศบาลซ่อมทางเท้าเรียบร้อยแล้ว ขอบคุณที่แจ้ง"))
    refused = complain("pimjai", "ขอให้ย้ายป้ายรถเมล์", "ป้ายรถเมล์อยู่ไกลจากหอพักมาก ขอให้ย้ายมาหน้าหอพัก", kind="other")
    told.steps(
        "waraporn", refused, ("refuse", "จุดจอดรถโดยสารกำหนดตามผลสำรวจความปลอดภัย จึงย้ายตามคำขอรายเดียวไม่ได้")
    )
    complain("pimjai", "รถเมล์สายมหาวิทยาลัยมาช้า", "รอรถเมล์นานกว่าหนึ่งชั่วโมงทุกเช้า", kind="other")
    told.draft("pimjai", "residence-certificate", purpose="ขอวีซ่าท่องเที่ยว", language="en")

    # The works office of a city has them from 1111; an office of a district is asked for its part.
    for who, subject, detail in (
        ("boonmee", "ถนนหน้าตลาดเป็นหลุม", "หลุมลึกหน้าตลาด รถจักรยานยนต์ล้มเมื่อวานนี้"),
        ("khamsaen", "ท่อระบายน้ำตันหน้าโรงเรียน", "ฝนตกแล้วน้ำท่วมหน้าโรงเรียน เด็กต้องลุยน้ำ"),
        ("anucha", "ฝาท่อหายริมทางเท้า", "ฝาท่อหายไปหนึ่งฝา กลัวคนเดินตก"),
    ):
        number = complain(who, subject, detail)
        told.by("waraporn", claim, number)
        told.by("waraporn", hand_over, number, "chiang-rai-city/works", "อยู่ในหน้าที่ของสำนักช่าง")
    told.steps("somsak", number, ("ask", "ขอทราบจุดที่ฝาท่อหาย เช่น เลขที่บ้านที่ใกล้ที่สุด"))
    slow = complain(
        "khamsaen", "ทำบัตรประชาชนรอทั้งวัน", "คิวทำบัตรที่ที่ว่าการอำเภอรอตั้งแต่เช้าถึงบ่าย", "570704", "conduct"
    )
    told.by("waraporn", claim, slow)
    told.by("waraporn", ask_unit, slow, "mae-chan-district/registration", "ขอทราบจำนวนคิวต่อวันและแผนลดเวลารอ")
    moved = complain("boonmee", "ขอให้เปิดรับเรื่องช่วงพักกลางวัน", "ไปติดต่อช่วงเที่ยงแล้วไม่มีเจ้าหน้าที่", "570704", "conduct")
    told.by("teerapol", claim, moved)
    told.by("teerapol", hand_over, moved, "mae-chan-district/registration", "อยู่ในหน้าที่ของที่ว่าการอำเภอ")
    told.by("malee", claim, moved)
    told.by("malee", note, moved, "ปรึกษานายอำเภอเรื่องเวรพักกลางวันแล้ว รอคำสั่ง")

    answered = told.file(
        "boonmee", "question", subject="เบี้ยผู้สูงอายุเข้าวันไหน", detail="อายุครบแล้ว ต้องลงทะเบียนที่ใดและได้เงินวันไหน"
    )
    told.steps("prasit", answered, ("settle", "ลงทะเบียนที่เทศบาลหรือ อบต. ตามทะเบียนบ้าน เงินเข้าทุกวันที่ 10 ของเดือน"))
    told.by("boonmee", rate, answered, 5, "ตอบชัดเจนดีมาก")
    told.file("khamsaen", "question", subject="ขอเลขที่บ้านใหม่", detail="ปลูกบ้านเสร็จแล้ว ต้องยื่นที่ใด")


def _scams(told: _Told) -> None:
    """Reports whose requests to hold lie with both banks: held in full, in part, in work, and new."""
    stories = (
        ("จองบ้านพักจากเพจปลอม โอนมัดจำแล้วติดต่อไม่ได้", "goods", 450_000, "ktb", "kbank"),
        ("ชวนลงทุนผ่านกลุ่มไลน์ กำไรในแอปแต่ถอนไม่ได้", "invest", 12_000_000, "kbank", "ktb"),
        ("โทรมาอ้างเป็นตำรวจ ให้โอนเงินไปตรวจสอบ", "threat", 8_500_000, "ktb", "kbank"),
        ("สมัครกู้เงินออนไลน์ ให้โอนค่าประกันก่อน", "loan", 300_000, "kbank", "ktb"),
    )
    reports = []
    for index, (story, kind, amount, source, target) in enumerate(stories):
        transfer = {
            "from_bank": source,
            "from_account": f"00000000{index + 11}",
            "to_bank": target,
            "to_account": f"00000000{index + 31}",
            "to_name": "นายม้า สมมติ",
            "amount": amount,
            "sent_on": (timezone.localdate() - timedelta(days=1)).isoformat(),
            "sent_at": "09:15",
        }
        who = "anucha" if index < 2 else "kanda"
        number = told.file(who, "scam-report", lost=True, story=story, kind=kind, transfers=[transfer])
        told.by("chalida", claim, number)
        if index < 3:
            told.by("chalida", move, number, "request_hold")
        reports.append(number)
    told.file(
        "boonmee", "scam-report", lost=False, kind="prize", story="มีข้อความว่าได้รับรางวัล ให้กดลิงก์ ยังไม่ได้โอน"
    )
    held, part, fresh, _new = reports
    for number, verb in ((held, "hold"), (part, "hold_part")):
        for child in Case.objects.filter(parent__number=number).order_by("pk"):
            agency = child.agency.code
            officer = {"kbank": "kornkanok", "ktb": "thanakorn"}[agency]
            told.by(officer, claim, child.number)
            if child.unit == directory.unit(f"{'kbank' if number == held else 'ktb'}/fraud"):
                amount = 450_000 if verb == "hold" else 3_200_000
                fields = {"held_amount": amount, "hold_reference": f"DEMO-{child.pk}"}
                told.by(officer, move, child.number, verb, fields=fields)
    told.by(
        "anucha",
        move,
        held,
        "file_police",
        fields={"police_number": "สมมติ 214/2569", "police_station": "สถานีตำรวจสมมติ"},
    )
    del fresh  # its requests wait for both banks


_ENTRIES = {  # of an invented house
    "given_as": "here",
    "entries": "เลขรหัสประจำบ้าน 9011 000000 1\n12/3 หมู่ 2 ตำบลหาดใหญ่ อำเภอหาดใหญ่ จังหวัดสงขลา\n"
    "1. นายคำแสน สมมติวงศ์ เจ้าบ้าน\n2. นางสาวแสงดาว สมมติวงศ์ ผู้อาศัย\nหมายเหตุ ไม่มีการแก้ไขรายการ",
}


def _fees(told: _Told) -> None:
    """Fees paid with their receipts, one open, one to give back, money that paid no fee, and the bank's file."""
    address = {"no": "12/3", "moo": "2", "place": "901101", "postcode": "90110"}
    copies = {"address": address, "relation": "head"}
    lines = []
    for index, (who, purpose, count) in enumerate(
        (
            ("kanda", "ขอสินเชื่อขยายร้าน", 2),
            ("khamsaen", "ขอมิเตอร์ไฟฟ้า", 1),
            ("boonmee", "ทำประกันสุขภาพ", 1),
            ("pimjai", "สมัครทุนการศึกษา", 1),
            ("anucha", "ย้ายโรงเรียนบุตร", 3),
        )
    ):
        draft = told.draft(who, "house-registration-copy", purpose=purpose, copies=count, **copies)
        payment = told.by(who, ask_payment, draft.pk)
        if who == "pimjai":
            continue  # she has not paid yet
        lines.append(_pay(f"DEMO-DAY-{index:04d}", payment.ref1, payment.ref2, payment.amount))
        with scope.system("payments"):
            payments.tell_paid(payment.pk)
        number = Case.objects.get(payment=str(payment.pk)).number
        if who == "khamsaen":
            told.steps("suda", number)
            told.by("suda", move, number, "approve", text="ตรวจรายการในทะเบียนบ้านแล้วถูกต้อง", fields=_ENTRIES)
        elif who == "boonmee":
            told.by("suda", claim, number)
            told.by(
                "manop",
                payments.request_refund,
                payment.pk,
                reason="ชำระซ้ำที่เคาน์เตอร์อำเภอ",
                proxy=told.people[who].phone,
            )
        elif who == "kanda":
            told.steps("suda", number, ("incomplete", "ขอภาพหน้าแรกของทะเบียนบ้านที่อ่านเลขรหัสประจำบ้านได้"))
    lines.append(_pay("DEMO-DAY-0090", "999999999999999999", "2570", 2_000))  # for no fee that is known
    lines.append(f"DEMO-DAY-0091,{payment.ref1},{payment.ref2},30.00,{timezone.now().isoformat()}")
    file = "\n".join(["transaction,ref1,ref2,amount,paid_at", *lines]).encode()
    dopa = directory.agency("dopa").pk
    told.by("manop", payments.reconcile, dopa, timezone.localdate(), file)


def _pay(transaction: str, ref1: str, ref2: str, amount: int) -> str:
    """Have the bank tell of a transfer; the line of its file."""
    now = timezone.now()
    payments.confirm(payments.Confirmation(transaction, ref1, ref2, amount, now))
    return f"{transaction},{ref1},{ref2},{amount // 100}.{amount % 100:02d},{now.isoformat()}"


def _counter(told: _Told) -> None:
    """What the counter and the telephone took in for people, and the smaller desks."""

    def take(officer: str, service: str, channel: Channel, **answers: Any) -> None:
        who = {"name": "นายผู้เฒ่า สาธิต", "phone": "+66800009999"}
        draft = told.by(officer, start_draft, service, channel=channel, consent=True, answers=who | answers)
        told.by(officer, submit, draft.pk)

    road = {
        "kind": "utility",
        "subject": "น้ำประปาไม่ไหลทั้งหมู่บ้าน",
        "detail": "น้ำไม่ไหลมาสองวัน ผู้สูงอายุลำบาก",
        "place": "570704",
    }
    take("malee", "complaint", Channel.COUNTER, **road)
    take("prasit", "question", Channel.PHONE, subject="ต่ออายุบัตรคนพิการ", detail="บัตรคนพิการหมดอายุ ต้องไปต่อที่ใด")
    told.file(
        "khamsaen",
        "hotspot-fault",
        kind="down",
        subject="เน็ตศาลาหมู่บ้านใช้ไม่ได้",
        place="570704",
        village="หมู่ 3 บ้านสมมติ",
    )
    told.file(
        "boonmee",
        "volunteer-help-request",
        topic="thaid",
        subject="ช่วยลงทะเบียน ThaID",
        place="400101",
        where="centre",
    )
    told.file(
        "kanda",
        "fake-news-tip",
        subject="ขึ้นทะเบียนร้านอาหารต้องจ่ายผ่านลิงก์",
        detail="ได้รับข้อความให้จ่ายค่าทะเบียนร้านผ่านลิงก์",
        topic="policy",
    )
    told.file(
        "pimjai",
        "health-record-copy",
        hospital="chiang-rai-hospital",
        parts=["vaccines"],
        purpose="สมัครเรียนต่อต่างประเทศ",
        whose="own",
        delivery="here",
    )
    told.file(
        "kanda",
        "personal-data-request",
        agency="pdpc",
        right="access",
        detail="ขอสำเนาข้อมูลที่สำนักงานเก็บไว้จากการอบรม",
    )
    told.file(
        "anucha",
        "open-data-request",
        subject="บัญชีม้าที่ถูกระงับรายเดือน",
        detail="จำนวนบัญชีที่ถูกระงับแยกตามธนาคาร ไม่รวมข้อมูลบุคคล",
    )
