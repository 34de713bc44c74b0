"""Datasets that the program makes itself: from its own operations each night, from what it ships, and from the
tables that other rooms registered.

Of operations only whole months that are over are told, put together from the nights' figures; what is made of
fewer than five matters is empty, and so is one more beside it, or the sum of all would give it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation

from prasan.core.directory import service as directory
from prasan.core.measures import service as measures

from .vocabulary import Coverage, Frequency, Kind, Language, Licence, Objective, Theme

Row = Sequence[object]
Texts = tuple[str, str]  # Thai, English
MONTH: Texts = ("เดือน (ปี ค.ศ.-เดือน)", "Month (common era year-month)")


@dataclass(frozen=True)
class Made:
    """A dataset with one table. rows: its content now, or None while there is none. columns: name -> what it holds."""

    name: str
    agency: str
    title: Texts
    notes: Texts
    tags: Sequence[str]
    columns: dict[str, Texts]
    rows: Callable[[], Sequence[Row] | None]
    source: str
    theme: str = Theme.GOVE
    frequency: str = Frequency.MONTH
    coverage: str = Coverage.COUNTRY
    kind: str = Kind.STATISTICS
    objectives: Sequence[str] = field(default=(Objective.SERVICE.value,))
    licence: str = Licence.BY
    codes: Sequence[str] = ("code", "parent", "place", "postcode", "province_code")  # numbers that are names
    languages: Sequence[str] = (Language.THAI.value, Language.ENGLISH.value)


# --- operations ----------------------------------------------------------------------------------------

CASES = ("casework.opened", "casework.closed", "casework.on_time", "casework.days_to_close", "casework.stars")
CASE_COLUMNS: dict[str, Texts] = {
    "opened": ("จำนวนเรื่องที่เปิด (ว่างเมื่อน้อยกว่า 5)", "Cases opened (empty when fewer than 5)"),
    "closed": ("จำนวนเรื่องที่ปิด (ว่างเมื่อน้อยกว่า 5)", "Cases closed (empty when fewer than 5)"),
    "on_time_percent": ("ร้อยละที่ปิดภายในกำหนด", "Closed in time, percent"),
    "days_to_close_median": ("จำนวนวันจนปิดเรื่อง (มัธยฐาน)", "Days until closed (median)"),
    "stars_mean": ("ความพึงพอใจเฉลี่ย 1 ถึง 5", "Satisfaction, mean of 1 to 5"),
}


def _by_month() -> list[Row] | None:
    board = measures.board()
    if board is None:
        return None
    chart = measures.Chart("opendata", "", CASES, "month", measures.Drawing.COLUMNS)
    return [[row.code, *_values(row.values)] for row in board.rows(chart)]


def _by(dim: str) -> Callable[[], list[Row] | None]:
    def rows() -> list[Row] | None:
        board = measures.board()
        if board is None:
            return None
        chart = measures.Chart("opendata", "", CASES, dim, measures.Drawing.BARS)
        span = [f"{board.period.since:%Y-%m}", f"{board.period.until:%Y-%m}"]
        names: dict[str, dict[str, str]] = {}
        for language in ("en", "th"):
            with translation.override(language):
                found = board.rows(chart)
                names[language] = {row.code: row.name for row in found}
        return [
            [*span, row.code, names["th"][row.code], names["en"][row.code], *_values(row.values)]
            for row in sorted(found, key=lambda row: row.code)
        ]

    return rows


def _values(values: Iterable[Any]) -> Iterator[object]:
    for told in values:
        value = None if told.value is None else round(told.value, 2)
        yield int(value) if value is not None and value == int(value) else value


def _of(dim: str, th: str, en: str) -> dict[str, Texts]:
    return {
        "from_month": (f"ตั้งแต่{MONTH[0]}", f"From: {MONTH[1].lower()}"),
        "to_month": (f"ถึง{MONTH[0]}", f"To: {MONTH[1].lower()}"),
        f"{dim}_code": (f"รหัส{th}", f"Code of the {en}"),
        f"{dim}_th": (f"ชื่อ{th}ภาษาไทย", f"Name of the {en} in Thai"),
        f"{dim}_en": (f"ชื่อ{th}ภาษาอังกฤษ", f"Name of the {en} in English"),
        **CASE_COLUMNS,
    }


_NOTES: Texts = (
    "เรื่องที่ประชาชนยื่นผ่านระบบนี้ รวมจากข้อมูลรายคืน เฉพาะเดือนที่สิ้นสุดแล้ว ค่าที่มาจากเรื่องน้อยกว่า 5 เรื่องไม่เปิดเผย "
    "เพื่อไม่ให้ระบุตัวบุคคลได้",
    "Cases that people brought to this portal, put together from each night's figures, of months that are over. "
    "What is made of fewer than five cases is not told, so that nobody can be recognised.",
)
_OWN = "ระบบประสาน (Prasan)"


def operations() -> list[Made]:
    """What is published of the portal's own work."""
    ways = [
        ("agency", ("หน่วยงาน", "agency"), Coverage.COUNTRY), ("service", ("บริการ", "service"), Coverage.COUNTRY),
        ("province", ("จังหวัด", "province"), Coverage.PROVINCE),
    ]  # fmt: skip
    return [
        Made(
            "cases-by-month", "dga", ("เรื่องที่รับและปิดรายเดือน", "Cases opened and closed by month"), _NOTES,
            ("สถิติการให้บริการ", "ความพึงพอใจ", "service statistics"), {"month": MONTH, **CASE_COLUMNS},
            _by_month, _OWN,
        ),
        *(
            Made(
                f"cases-by-{dim}", "dga", (f"เรื่องที่รับและปิดแยกตาม{th}", f"Cases opened and closed by {en}"), _NOTES,
                ("สถิติการให้บริการ", th, "service statistics"), _of(dim, th, en), _by(dim), _OWN, coverage=coverage,
            )
            for dim, (th, en), coverage in ways
        ),
    ]  # fmt: skip


# --- what is shipped -----------------------------------------------------------------------------------


def _places() -> list[Row]:
    rows: list[Row] = []
    for digits, level in ((2, "province"), (4, "district"), (6, "subdistrict")):
        for place in directory.places_at(digits):
            postcode = place.postcodes[0] if place.postcodes else ""
            rows.append([place.code, level, place.name_th, place.name_en, place.parent_id or "", postcode])
    return rows


def _holidays() -> list[Row]:
    return [
        [day.date.isoformat(), day.name_th, day.name_en] for day in sorted(directory.holidays(), key=_day)
    ]


def _day(holiday: directory.Holiday) -> date:
    return holiday.date


def _agencies() -> list[Row]:
    return [
        [one.code, str(one.kind), one.name_th, one.name_en, one.place_id or "", one.website]
        for one in sorted(directory.agencies(), key=lambda one: one.code)
    ]


def reference() -> list[Made]:
    """Tables of reference that every installation has."""
    return [
        Made(
            "places-of-thailand", "dga",
            ("จังหวัด อำเภอ ตำบลของประเทศไทย", "Provinces, districts and sub-districts of Thailand"),
            ("รหัสและชื่อเขตการปกครองตามรหัสกรมการปกครอง พร้อมรหัสไปรษณีย์ จากชุดข้อมูล geothai (CC BY 4.0)",
             "Administrative areas by the codes of the Department of Provincial Administration, with postcodes, "
             "from the data set geothai (CC BY 4.0)."),
            ("เขตการปกครอง", "จังหวัด", "รหัสไปรษณีย์", "administrative areas"),
            {
                "code": ("รหัสกรมการปกครอง 2, 4 หรือ 6 หลัก", "Code of 2, 4 or 6 digits"),
                "level": ("ระดับ: province จังหวัด, district อำเภอ, subdistrict ตำบล", "Level of the area"),
                "name_th": ("ชื่อภาษาไทย", "Name in Thai"), "name_en": ("ชื่อภาษาอังกฤษ", "Name in English"),
                "parent": ("รหัสเขตที่อยู่เหนือขึ้นไป", "Code of the area it lies in"),
                "postcode": ("รหัสไปรษณีย์", "Postcode"),
            },
            _places, "geothai (CC BY 4.0)", Theme.REGI, Frequency.YEAR, Coverage.SUBDISTRICT, Kind.RECORDS,
        ),
        Made(
            "public-holidays", "dga", ("วันหยุดราชการ", "Public holidays"),
            ("วันหยุดราชการที่ระบบใช้คำนวณวันทำการและกำหนดเวลา",
             "Days on which offices are closed, as this portal counts its deadlines."),
            ("วันหยุด", "ปฏิทิน", "holidays"),
            {"date": ("วันที่ (ปี ค.ศ.)", "Date (common era)"), "name_th": ("ชื่อวันหยุด", "Name in Thai"),
             "name_en": ("ชื่อวันหยุดภาษาอังกฤษ", "Name in English")},
            _holidays, "ประกาศสำนักนายกรัฐมนตรี", Theme.SOCI, Frequency.YEAR, kind=Kind.RECORDS,
        ),
        Made(
            "agencies", "dga", ("หน่วยงานในระบบ", "Agencies in this portal"),
            ("หน่วยงานที่ประชาชนติดต่อผ่านระบบนี้ พร้อมรหัสที่ใช้ใน API",
             "Agencies that people reach through this portal, by the codes of its API."),
            ("หน่วยงานของรัฐ", "agencies"),
            {"code": ("รหัสหน่วยงาน", "Code"), "kind": ("ประเภท", "Kind"), "name_th": ("ชื่อภาษาไทย", "Name in Thai"),
             "name_en": ("ชื่อภาษาอังกฤษ", "Name in English"), "place": ("รหัสพื้นที่", "Code of its place"),
             "website": ("เว็บไซต์", "Website")},
            _agencies, _OWN, frequency=Frequency.YEAR, kind=Kind.RECORDS,
        ),
    ]  # fmt: skip


# --- what other rooms hold for everybody ------------------------------------------------------------------


def registered() -> list[Made]:
    """The tables that rooms registered with the measures."""
    return [_told(one) for one in measures.open_tables()]


def _told(one: measures.OpenTable) -> Made:
    abroad = one.theme == Theme.INTR
    return Made(
        one.name, one.agency, one.title, one.notes, one.tags, dict(one.columns), one.rows, one.source,
        Theme(one.theme).value, Frequency[one.every.upper()].value, Coverage.WORLD if abroad else Coverage.COUNTRY,
        objectives=[(Objective.INDEX if abroad else Objective.SERVICE).value],
        licence=Licence.BY if one.own else Licence.NONE, codes=one.codes,
    )  # fmt: skip
