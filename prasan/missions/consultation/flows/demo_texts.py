"""Texts of the invented consultations: the drafts, and what invented people say to them."""

from __future__ import annotations

from typing import NamedTuple


class Draft(NamedTuple):
    """A draft. days: when it was opened and when its last day is, from today. answers: place -> what is said."""

    slug: str
    agency: str
    title: tuple[str, str]
    summary: tuple[str, str]
    days: tuple[int, int]
    text: tuple[str, str]
    asked: tuple[str, str]
    answers: dict[int, list[tuple[str, str]]]


DRAFTS = [
    Draft(
        "open-data-rules", "dga", ("ร่างหลักเกณฑ์การเปิดเผยข้อมูลภาครัฐ (สมมติ)",
         "Draft rules on open government data (invented)"),
        ("กำหนดให้หน่วยงานเปิดข้อมูลในรูปแบบที่นำไปใช้ต่อได้ และตอบคำขอข้อมูลภายในเวลาที่กำหนด",
         "Agencies are to publish data in forms that others can use, and to answer requests for data in time."),
        (-6, 24),
        ("ข้อ ๑ หน่วยงานต้องเผยแพร่ชุดข้อมูลสำคัญอย่างน้อยปีละห้าชุด\n\nข้อ ๒ ชุดข้อมูลต้องปรับปรุงอย่างน้อยทุกสามเดือน\n\n"
         "ข้อ ๓ หน่วยงานต้องตอบคำขอข้อมูลภายในสามสิบวัน",
         "1. An agency publishes at least five important datasets a year.\n\n"
         "2. Datasets are updated at least every three months.\n\n"
         "3. An agency answers a request for data within thirty days."),
        ("ท่านต้องการให้เปิดเผยข้อมูลใดก่อน", "Which data should be opened first?"),
        {1: [("agree", ""), ("agree", "ควรมีรายชื่อชุดข้อมูลที่ต้องเปิด"), ("changed", "ปีละห้าชุดน้อยไป ควรเป็นสิบชุด"),
             ("agree", ""), ("disagree", "หน่วยงานขนาดเล็กทำไม่ไหว")],
         2: [("agree", ""), ("changed", "ข้อมูลน้ำท่วมควรปรับปรุงทุกวัน"), ("agree", "")],
         3: [("changed", "สามสิบวันนานเกินไป ควรเป็นสิบห้าวัน"), ("changed", "ควรตอบภายในสิบห้าวัน"), ("agree", "")],
         4: [("", "งบประมาณของท้องถิ่น"), ("", "ระดับน้ำและฝน"), ("", "ตารางเดินรถเมล์")]},
    ),
    Draft(
        "street-lights", "dga", ("ร่างแผนเปลี่ยนไฟถนนเป็นหลอดประหยัดพลังงาน (สมมติ)",
         "Draft plan for street lights that save power (invented)"),
        ("แผนเปลี่ยนไฟถนนในสามปี เพื่อประหยัดพลังงานและให้ทางเดินปลอดภัยขึ้น",
         "A plan of three years to save power and make roads safer at night."),
        (-32, -4),
        ("ข้อ ๑ เปลี่ยนหลอดไฟถนนทั้งหมดภายในสามปี\n\nข้อ ๒ หรี่แสงลงครึ่งหนึ่งหลังเที่ยงคืน\n\nข้อ ๓ ซ่อมไฟที่ดับภายในเจ็ดวัน",
         "1. All street lights are changed within three years.\n\n2. They are dimmed by half after midnight.\n\n"
         "3. A light that fails is repaired within seven days."),
        ("", ""),
        {1: [("agree", ""), ("agree", "ควรเริ่มจากหน้าโรงเรียนและโรงพยาบาล"), ("agree", "เริ่มที่หน้าโรงเรียนก่อน"),
             ("agree", "ขอให้เริ่มหน้าโรงเรียนและตลาด"), ("disagree", "ใช้งบประมาณมากเกินไป")],
         2: [("disagree", "หรี่ไฟหลังเที่ยงคืนอันตราย คนเลิกงานดึก"), ("disagree", "คนเลิกงานดึกเดินกลับบ้าน หรี่ไฟแล้วอันตราย"),
             ("changed", "หรี่ไฟเฉพาะถนนที่ไม่มีคนเดิน"), ("agree", "ช่วยให้นอนหลับ แสงไม่รบกวน"),
             ("disagree", "อันตรายสำหรับผู้หญิงที่เลิกงานดึก"), ("disagree", "เจ้าหน้าที่พวกนี้โง่ทั้งนั้น")],
         3: [("changed", "เจ็ดวันนานไป ควรซ่อมภายในสามวัน"), ("changed", "ควรซ่อมไฟภายในสามวัน"), ("agree", "")]},
    ),
    Draft(
        "service-hours", "dga", ("ร่างประกาศเวลาให้บริการประชาชนนอกเวลาราชการ (สมมติ)",
         "Draft notice on service outside office hours (invented)"),
        ("ขยายเวลาให้บริการที่ศูนย์ราชการสะดวก และให้จองคิวทางออนไลน์ได้ทุกบริการ",
         "Service centres open longer, and every service can be booked online."),
        (-75, -45),
        ("ข้อ ๑ เปิดให้บริการวันเสาร์ เวลา ๙.๐๐ ถึง ๑๒.๐๐ น.\n\nข้อ ๒ จองคิวทางออนไลน์ล่วงหน้าอย่างน้อยสามวัน\n\n"
         "ข้อ ๓ ผู้สูงอายุและคนพิการไม่ต้องจองคิว",
         "1. Centres open on Saturdays from 9.00 to 12.00.\n\n2. A booking is made online at least three days before.\n\n"
         "3. The old and people with disabilities need no booking."),
        ("", ""),
        {1: [("agree", ""), ("changed", "ควรเปิดถึงบ่ายสี่โมง"), ("changed", "เปิดวันเสาร์ถึงบ่ายสี่โมงจะสะดวกกว่า"),
             ("agree", ""), ("agree", "ดีมาก"), ("disagree", "เจ้าหน้าที่ควรได้หยุดวันเสาร์")],
         2: [("changed", "จองล่วงหน้าสามวันนานไป ควรจองในวันได้"), ("changed", "ควรจองคิวในวันเดียวกันได้"),
             ("disagree", "คนไม่มีอินเทอร์เน็ตจองไม่ได้"), ("disagree", "ผู้ไม่มีอินเทอร์เน็ตเสียสิทธิ"), ("agree", "")],
         3: [("agree", ""), ("agree", "รวมหญิงมีครรภ์ด้วย"), ("agree", ""), ("changed", "ควรรวมหญิงมีครรภ์ด้วย")]},
    ),
]  # fmt: skip

# Of the one that is reported: words by which answers are found, the argument, what the office answers.
ARGUMENTS = [
    (1, "บ่ายสี่โมง", ("วันเสาร์ควรเปิดนานกว่านี้", "Saturdays should be longer"), "partly",
     ("ขยายเวลาถึง ๑๔.๐๐ น. ตามอัตรากำลังที่มี", "Extended to 14.00, as far as there is staff.")),
    (1, "หยุด", ("เจ้าหน้าที่ควรได้หยุดวันเสาร์", "Staff should be free on Saturdays"), "not",
     ("จัดเวรหมุนเวียนและให้หยุดชดเชย", "Staff take turns and get another day off.")),
    (2, "จอง", ("ควรจองคิวในวันเดียวกันได้", "Bookings should be possible on the same day"), "accepted",
     ("แก้ไขให้จองในวันเดียวกันได้", "Changed so that one can book on the same day.")),
    (2, "อินเทอร์เน็ต", ("ผู้ไม่มีอินเทอร์เน็ตเสียสิทธิ", "Those without internet lose out"), "accepted",
     ("เพิ่มการจองทางโทรศัพท์ ๑๑๑๑", "Booking by telephone 1111 was added.")),
    (3, "ครรภ์", ("ควรรวมหญิงมีครรภ์", "Pregnant women should be included"), "accepted",
     ("เพิ่มหญิงมีครรภ์ในข้อ ๓", "Pregnant women were added to paragraph 3.")),
]  # fmt: skip
REVISED = {
    1: "ข้อ ๑ เปิดให้บริการวันเสาร์ เวลา ๙.๐๐ ถึง ๑๔.๐๐ น.",
    2: "ข้อ ๒ จองคิวทางออนไลน์หรือทางโทรศัพท์ ๑๑๑๑ ได้จนถึงวันที่รับบริการ",
    3: "ข้อ ๓ ผู้สูงอายุ คนพิการ และหญิงมีครรภ์ไม่ต้องจองคิว",
}
SUMMARY = (
    "ผู้แสดงความเห็นส่วนใหญ่เห็นด้วยกับการขยายเวลา หน่วยงานแก้ไขร่างทั้งสามข้อตามประเด็นที่รับฟัง",
    "Most agree with longer hours. All three paragraphs were changed after what was heard.",
)
