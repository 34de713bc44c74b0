"""Invented citizens by the hundred, so that the lists of a demonstration are alive."""

from __future__ import annotations

from random import Random

from ..models import Account

# Family names end in words for "invented", so that nobody can take them for real people.
GIVEN = {
    "นาย": "สมหวัง วิรัตน์ ชูชาติ มานะ ปิติ ชัยยศ ธนา กมล อดิศร สุรชัย เดชา ไพโรจน์ นิพนธ์ อำนาจ วีระ",
    "นาง": "สมศรี บุญเรือน จันทร์เพ็ญ ละออ สายหยุด ประไพ ทองใบ วันดี อุไร กัลยา",
    "นางสาว": "มณี ชูใจ วรรณา อรอนงค์ พรทิพย์ สุนิสา เกศินี ดวงใจ ปาริชาต ลัดดา ธิดา อารยา",
}
FAMILY = "ทองสมมติ แก้วตัวอย่าง ศรีสาธิต บุญสมมติ วงศ์ตัวอย่าง พรสาธิต จันทร์สมมติ สุขตัวอย่าง ดีสาธิต มั่นสมมติ"
PREFIX = "demo-"


def make_demo_crowd(count: int = 240) -> list[Account]:
    """Make `count` invented citizens that cannot sign in; safe to repeat. Runs under `scope.system`."""
    rng = Random(1111)  # noqa: S311 - invention, not security
    made = []
    for number in range(1, count + 1):
        prefix = rng.choice(list(GIVEN))
        account = Account(
            username=f"{PREFIX}{number:04d}",
            prefix_th=prefix,
            given_th=rng.choice(GIVEN[prefix].split()),
            family_th=rng.choice(FAMILY.split()),
            phone=f"+6680001{number:04d}",
            email=f"{PREFIX}{number:04d}@example.com",
            is_demo=True,
        )
        account.set_unusable_password()
        made.append(account)
    Account.objects.bulk_create(made, ignore_conflicts=True)
    return list(Account.objects.filter(username__startswith=PREFIX, is_demo=True).order_by("username"))
