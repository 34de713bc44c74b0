"""What the observatory has, as open data: the editions of the UN's survey, and IMD's ranks as published."""

from __future__ import annotations

from prasan.core.measures.service import OpenTable, publish_table

from .editions import editions, sources
from .imd import efficiency
from .states import name_of
from .survey import Standing, shown

_STATE = {
    "iso3": ("รหัสประเทศ ISO 3166-1 alpha-3", "Code of the state, ISO 3166-1 alpha-3"),
    "name_th": ("ชื่อประเทศภาษาไทย", "Name of the state in Thai"),
    "name_en": ("ชื่อประเทศภาษาอังกฤษ", "Name of the state in English"),
}


def egdi() -> OpenTable:
    """Every edition that is loaded, a row for each state."""
    return OpenTable(
        "un-egdi", "opdc",
        ("ดัชนีรัฐบาลอิเล็กทรอนิกส์ขององค์การสหประชาชาติ (EGDI) ทุกครั้งที่สำรวจ",
         "UN E-Government Development Index, every edition"),
        ("ดัชนี EGDI ดัชนีย่อย และอันดับของประเทศสมาชิกสหประชาชาติ ตามที่ UN DESA เผยแพร่ ลิขสิทธิ์เป็นขององค์การสหประชาชาติ",
         "The index, its parts and the rank of every Member State as UN DESA published them. "
         "The rights are with the United Nations."),
        ("EGDI", "รัฐบาลดิจิทัล", "e-government"),
        {
            "year": ("ปีที่สำรวจ (ค.ศ.)", "Year of the edition (common era)"), **_STATE,
            "rank": ("อันดับ (ว่างเมื่อไม่ได้สำรวจ)", "Rank (empty where not surveyed)"),
            "egdi": ("ดัชนี EGDI 0 ถึง 1", "Index, 0 to 1"),
            "osi": ("ดัชนีบริการออนไลน์ 0 ถึง 1", "Online service index, 0 to 1"),
            "tii": ("ดัชนีโครงสร้างพื้นฐานโทรคมนาคม 0 ถึง 1", "Telecommunication infrastructure index, 0 to 1"),
            "hci": ("ดัชนีทุนมนุษย์ 0 ถึง 1", "Human capital index, 0 to 1"),
            "epi": ("ดัชนีการมีส่วนร่วมทางอิเล็กทรอนิกส์ 0 ถึง 1", "E-participation index, 0 to 1"),
            "source": ("แหล่งที่มา", "Source"),
        },
        _standings, "UN DESA, E-Government Knowledgebase", theme="international", own=False,
    )  # fmt: skip


def imd() -> OpenTable:
    """Government efficiency by country and year."""
    return OpenTable(
        "imd-government-efficiency", "opdc",
        ("อันดับประสิทธิภาพภาครัฐของ IMD", "IMD government efficiency ranks"),
        ("อันดับและคะแนนประสิทธิภาพภาครัฐในรายงาน IMD World Competitiveness Yearbook ตามที่เผยแพร่ต่อสาธารณะ "
         "พร้อมแหล่งที่มาของแต่ละแถว ลิขสิทธิ์เป็นของ IMD",
         "Ranks and scores of government efficiency in the IMD World Competitiveness Yearbook as they were told in "
         "public, each row with its source. The rights are with IMD."),
        ("IMD", "ประสิทธิภาพภาครัฐ", "competitiveness"),
        {
            "year": ("ปี (ค.ศ.)", "Year (common era)"), **_STATE,
            "rank": ("อันดับประสิทธิภาพภาครัฐ", "Rank of government efficiency"),
            "score": ("คะแนน 0 ถึง 100 (ว่างเมื่อไม่ได้เผยแพร่)", "Score, 0 to 100 (empty where not told)"),
            "overall_rank": ("อันดับความสามารถในการแข่งขันโดยรวม", "Rank of competitiveness as a whole"),
            "economies": ("จำนวนเขตเศรษฐกิจที่จัดอันดับ", "Economies ranked"), "source": ("แหล่งที่มา", "Source"),
        },
        _efficiency, "IMD World Competitiveness Yearbook", theme="international", own=False,
    )  # fmt: skip


def register() -> None:
    """Tell open data of both."""
    for table in (egdi(), imd()):
        publish_table(table)


def _standings() -> list[list[object]] | None:
    told = sources()
    return [
        [edition.year, one.iso3, *_names(one.iso3), one.rank, *_values(one), told[edition.year]]
        for edition in editions()
        for one in sorted(edition.standings.values(), key=lambda one: one.iso3)
    ]  # fmt: skip


def _values(one: Standing) -> list[str]:
    return [
        "" if value is None else shown(value, 5) for value in (one.index, one.osi, one.tii, one.hci, one.epi)
    ]


def _efficiency() -> list[list[object]] | None:
    return [
        [one.year, one.iso3, *_names(one.iso3), one.rank, one.score, one.overall, one.economies, one.source]
        for one in sorted(efficiency(), key=lambda one: (one.year, one.iso3))
    ]


def _names(iso3: str) -> tuple[str, str]:
    return name_of(iso3, "th"), name_of(iso3, "en")
