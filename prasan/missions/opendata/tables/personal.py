"""Does a table tell about people? Looked for before release: what is found is told by line, never repeated.

Looked for are Thai citizen ids (13 digits with a right check digit), mobile telephone numbers, e-mail addresses
that are not of an office, names of people by their titles, and columns that say they hold such things. An office's
landline and its own mailbox are no personal data. Nobody can pass over what is found: who publishes takes it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from prasan.foundation.ids import citizen_id_valid
from prasan.foundation.thai import to_arabic

from .mistakes import MOST_TOLD, Fault

if TYPE_CHECKING:
    from prasan.foundation.errors import Words


CITIZEN_ID = _("a citizen id")
MOBILE = _("a mobile telephone number")
EMAIL = _("an e-mail address of a person")
NAME = _("the name of a person")
COLUMN = _("this column is called as if it held personal data")

_THIRTEEN = re.compile(r"(?<![\d.-])[1-8](?:[ -]?\d){12}(?![\d.]|-\d)")
_MOBILE = re.compile(r"(?<![\d.])(?:\+?66[ -]?|0)[689](?:[ -]?\d){8}(?![\d.])")
# An address is looked for from its @ to both sides: a cell may be long, and no place of it is gone over twice.
_AT = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
LONGEST_BOX = 64  # letters before the @, by RFC 5321
_OFFICE = re.compile(
    r"saraban.*|info.*|contact.*|admin.*|office.*|web(?:master)?.*|support.*|help.*|service.*|cent(?:er|re).*|"
    r"opendata.*|data.*|pr|mail|no-?reply|e-?saraban.*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![\u0e01-\u0e4e])(?:นาย(?!ก|อำเภอ|ทะเบียน|จ้าง|หน้า|ด่าน|สถานี|ท่า|ตรวจ|ประกัน|แพทย์|ช่าง)|นางสาว|นาง(?!พญา|ฟ้า|นวล|รอง|เลิ้ง|แอ่น)|น\.ส\.|"
    r"เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.) ?[ก-ฮเแโใไ][ก-\u0e4e]+ +[ก-ฮเแโใไ][ก-\u0e4e]+"
    r"|(?:Mr|Mrs|Ms|Miss)\.? +[A-Z][a-z]+ +[A-Z][a-z]+"
)
_HEADER = re.compile(
    r"บัตร(?:ประจำตัว)?ประชาชน|เลข(?:ประจำตัว)?ประชาชน|นามสกุล|ชื่อ ?[-–/]? ?สกุล|หนังสือเดินทาง|เบอร์มือถือ|โทรศัพท์มือถือ|"
    r"วันเดือนปีเกิด|วันเกิด|citizen.?id|national.?id|\bpassport|(?:first|last|full|given|family).?name|\bsurname|"
    r"birth.?da(?:te|y)|date.?of.?birth|\bdob\b|mobile.?(?:phone|number|no)",
    re.IGNORECASE,
)


class Personal:
    """Fed with a table row by row; afterwards `faults` and `count` say what it found."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = header
        self.faults: list[Fault] = []
        self.count = 0
        self._long: dict[
            int, list[int]
        ] = {}  # column -> numbers of 13 digits, those with a right check digit
        self._ids: dict[int, list[Fault]] = {}
        for name in header:
            if _HEADER.search(name):
                self._add(Fault(1, name, COLUMN))

    def look(self, line: int, row: Sequence[str]) -> None:
        """Look at one row."""
        for place, cell in enumerate(row):
            if len(cell) < 8:
                continue
            if "@" in cell and any(not _OFFICE.fullmatch(box) for box in _boxes(cell)):
                self._add(Fault(line, self.header[place], EMAIL))
            if _NAME.search(cell):
                self._add(Fault(line, self.header[place], NAME))
            if any(c.isdigit() for c in cell):
                self._numbers(line, place, to_arabic(cell))

    def finish(self) -> None:
        """Judge the numbers of 13 digits: of others than citizen ids, one in ten has a right check digit too."""
        for place, (seen, right) in self._long.items():
            if right and (seen < 20 or right / seen > 0.3):
                self.count += right
                self.faults += self._ids[place]
        self.faults = sorted(self.faults, key=lambda fault: fault.line)[:MOST_TOLD]

    def _numbers(self, line: int, place: int, cell: str) -> None:
        for found in _THIRTEEN.finditer(cell):
            counted = self._long.setdefault(place, [0, 0])
            counted[0] += 1
            if citizen_id_valid(found[0]):
                counted[1] += 1
                told = self._ids.setdefault(place, [])
                if len(told) < MOST_TOLD:
                    told.append(Fault(line, self.header[place], CITIZEN_ID))
        if _MOBILE.search(cell):
            self._add(Fault(line, self.header[place], MOBILE))

    def _add(self, fault: Fault) -> None:
        self.count += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(fault)


def _boxes(cell: str) -> Iterator[str]:
    """What stands before the @ of each e-mail address."""
    for found in _AT.finditer(cell):
        end = start = found.start()
        while start > max(0, end - LONGEST_BOX) and (cell[start - 1].isalnum() or cell[start - 1] in "_.+-"):
            start -= 1
        if start < end:
            yield cell[start:end]


def reasons() -> list[Words]:
    """What is looked for, for the page that says so."""
    return [CITIZEN_ID, MOBILE, EMAIL, NAME]
