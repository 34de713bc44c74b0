"""Consultations for tests: who consults, a draft, an opened one, one that is over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from prasan.core.casework.tests.world import acting, citizen, officer
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.missions.consultation import service as consultations
from prasan.missions.consultation.models import Consultation, Part

SAID: dict[str, Any] = {
    "title_th": "ร่างข้อบัญญัติตลาดนัด", "title_en": "Draft bylaw on street markets", "summary_th": "จัดระเบียบตลาดนัด",
    "summary_en": "Order in street markets", "contact_name": "กองกฎหมาย", "contact_email": "law@example.go.th",
    "anonymous": True, "short_reason": "",
}  # fmt: skip
TEXT = "ข้อ ๑ ตลาดนัดเปิดตั้งแต่ ๖.๐๐ น.\n\nข้อ ๒ ผู้ค้าเสียค่าธรรมเนียมวันละ ๒๐ บาท\n\nข้อ ๓ ห้ามใช้เครื่องขยายเสียง"
ENGLISH = "1. Markets open at 6.00.\n\n2. Traders pay 20 baht a day.\n\n3. Loudspeakers are forbidden."
KEY = "a" * 64


def office(agency: str = "dga") -> identity.Account:
    """A service owner of the agency."""
    unit = directory.head_unit(directory.agency(agency))
    return officer(unit.address, "service_owner", username=f"consults-{agency}")


def today() -> date:
    """In Thailand."""
    return timezone.localdate()


def draft(slug: str = "markets", agency: str = "dga", **said: Any) -> Consultation:
    """A draft of three paragraphs and a question; runs as whoever acts."""
    last_day = said.pop("last_day", today() + timedelta(days=15))
    made = consultations.add_consultation(
        directory.agency(agency), slug, last_day=last_day, **{**SAID, **said}
    )
    consultations.write_parts(
        made, text_th=TEXT, text_en=ENGLISH, asked_th="ควรมีตลาดกี่แห่ง", asked_en="How many markets?"
    )
    return made


def opened(slug: str = "markets", agency: str = "dga", **said: Any) -> Consultation:
    """An opened one; runs as whoever acts."""
    return consultations.open_consultation(draft(slug, agency, **said))


def over(consultation: Consultation) -> Consultation:
    """The time to answer is over."""
    with scope.system("test"):
        back = consultation.closes_at - timezone.now()
        Consultation.objects.filter(pk=consultation.pk).update(
            closes_at=F("closes_at") - back, opened_at=F("opened_at") - back
        )
        return Consultation.objects.select_related("agency").get(pk=consultation.pk)


def part(consultation: Consultation, position: int = 1) -> Part:
    """The part at this place."""
    return Part.objects.select_related("consultation__agency").get(
        consultation=consultation, position=position
    )


__all__ = [
    "KEY",
    "SAID",
    "TEXT",
    "acting",
    "citizen",
    "draft",
    "office",
    "officer",
    "opened",
    "over",
    "part",
    "today",
]
