"""The invented cases of the demonstration: a year of them in bulk, and a few that its people stand in now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from prasan.core.casework.catalogue import Entry, entries
from prasan.core.casework.definitions import service_id_of
from prasan.core.casework.generate import Applicant, copy_cases, stories
from prasan.core.casework.models import Case
from prasan.core.identity import service as identity
from prasan.foundation import scope

from .claim import claim
from .drafts import start_draft
from .move import move
from .submit import submit

COUNT = 5000
# Services that people use most come first; the others follow.
BUSY = ("complaint", "question", "scam-report", "hotspot-fault", "house-registration-copy", "fake-news-tip")


def make_demo_cases() -> int:
    """Make the cases unless they are there already; returns how many. Needs the owner's connection for COPY."""
    if Case.objects.count() >= COUNT:
        return 0
    people = [Applicant(a.pk, a.subject, identity.person_facts(a.pk)) for a in identity.make_demo_crowd()]
    ranked = sorted((e for e in entries() if e.online and e.slug != "hold-request"), key=_rank)
    versions = [(entry.version_id, service_id_of(entry.version_id)) for entry in ranked]
    return copy_cases(
        stories(COUNT, versions, people, identity.officers_by_unit(), seed=2569, now=timezone.now())
    )


def make_demo_stories() -> None:
    """A case in each state that matters, for the people one can sign in as; done once."""
    people = {account.username: account for account in identity.make_demo_people()}
    pimjai, officer = people["pimjai"], people["waraporn"]
    if Case.objects.filter(applicant_id=pimjai.pk).exists():
        return
    asked = _complaint(pimjai, "ไฟทางดับหน้าหอพัก", "ไฟทางหน้าหอพักดับมาสองสัปดาห์ เดินกลับดึกแล้วมืดมาก")
    _as(
        officer,
        lambda: (claim(asked), move(asked, "ask", text="ขอทราบเลขเสาไฟหรือชื่อซอย เพื่อแจ้งหน่วยงานได้ถูกต้อง")),
    )
    done = _complaint(pimjai, "ทางเท้าชำรุดหน้ามหาวิทยาลัย", "แผ่นทางเท้าแตกหลายแผ่น มีคนสะดุดล้ม")
    _as(officer, lambda: (claim(done), move(done, "settle", text="เทศบาลซ่อมทางเท้าเรียบร้อยแล้ว ขอบคุณที่แจ้ง")))
    _complaint(pimjai, "รถเมล์สายมหาวิทยาลัยมาช้า", "รอรถเมล์นานกว่าหนึ่งชั่วโมงทุกเช้า")


def _complaint(person: identity.Account, subject: str, detail: str) -> str:
    def file() -> str:
        draft = start_draft("complaint")
        draft.answers |= {"kind": "road", "subject": subject, "detail": detail, "place": "570101"}
        draft.save()
        return submit(draft.pk).number

    number: str = _as(person, file)
    return number


def _as(account: identity.Account, act: Callable[[], Any]) -> Any:
    who = identity.scope_of_account(account)
    with scope.activate(who):
        return act()


def _rank(entry: Entry) -> tuple[int, str]:
    return (BUSY.index(entry.slug) if entry.slug in BUSY else len(BUSY), entry.slug)
