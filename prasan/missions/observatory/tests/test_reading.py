"""Files of an edition: what is wrong is told row by row, and nothing of such a file is taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation import scope
from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.editions import shipped_files
from prasan.missions.observatory.reading import Faulty, read_edition

GOOD = shipped_files()[-1].read_text(encoding="utf-8")
LINES = GOOD.splitlines()
THAI = next(i for i, line in enumerate(LINES) if "Thailand" in line)


def with_line(change: Callable[[str], str], at: int = THAI) -> str:
    return "\n".join([*LINES[:at], change(LINES[at]), *LINES[at + 1 :]])


FAULTS: list[tuple[str, int, str, str]] = [
    # text, line, column, what is said
    (with_line(lambda s: s.replace("0.76105", '"0,76105"')), THAI + 1, "Online Service Index", "comma"),
    (with_line(lambda s: s.replace("0.76105", "0,76105")), THAI + 1, "", "0.9, not 0,9"),
    (with_line(lambda s: s.replace("0.76105", "1.76105")), THAI + 1, "Online Service Index", "from 0 to 1"),
    (with_line(lambda s: s.replace("0.76105", "-0.5")), THAI + 1, "Online Service Index", "from 0 to 1"),
    (with_line(lambda s: s.replace("0.76105", "")), THAI + 1, "Online Service Index", "from 0 to 1"),
    (with_line(lambda s: s.replace("0.76105", "๐.๗๖")), THAI + 1, "Online Service Index", "from 0 to 1"),
    (with_line(lambda s: s.replace("Thailand", "Siam")), THAI + 1, "Country Name", "“Siam”"),
    (with_line(lambda s: s.replace("Thailand", "Yugoslavia")), THAI + 1, "Country Name", "ended in 2003"),
    (with_line(lambda s: s.replace("Thailand", "Italy")), THAI + 1, "Country Name", "is in row"),
    (with_line(lambda s: s.replace("2024,", "2022,", 1)), THAI + 1, "Survey Year", "of 2024"),
    (with_line(lambda s: s.replace("2024,", "24,", 1)), THAI + 1, "Survey Year", "not the year"),
    (with_line(lambda s: s.replace(",52,", ",194,")), THAI + 1, "E-Government Rank", "1 to 193"),
    (with_line(lambda s: s.replace(",52,", ",10,")), 12, "E-Government Rank", "higher than"),
    (with_line(lambda s: s + ",1"), THAI + 1, "", "9 values"),
    (with_line(lambda s: s.rsplit(",", 1)[0]), THAI + 1, "", "7 values"),
    (with_line(lambda _s: ""), 0, "Country Name", "no row for Thailand"),
    (with_line(lambda s: s.replace("Online Service Index", "OSI"), 0), 1, "Online Service Index", "missing"),
    (with_line(lambda s: s + ",Region", 0), 1, "Region", "not one of the survey"),
    (with_line(lambda s: s.replace("Human Capital Index", "Online Service Index"), 0), 1, "Online Service Index", "twice"),
    ("", 0, "", "empty"),
    ("x" * 2_000_000, 0, "", "larger"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "said"), FAULTS)
def test_a_fault_is_told_where_it_is(text: str, line: int, column: str, said: str) -> None:
    with translation.override("en"), pytest.raises(Faulty) as caught:
        read_edition(text.encode())
    first = caught.value.mistakes[0]
    assert (first.line, first.column) == (line, column), first
    assert said in first.text


def test_bytes_that_are_no_text_are_told() -> None:
    with pytest.raises(Faulty) as caught:
        read_edition(GOOD.replace("Türkiye", "T\xfcrkiye").encode("latin-1", "replace"))
    assert "UTF-8" in caught.value.mistakes[0].text


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(Faulty) as caught:
        read_edition("\n".join([LINES[0], *(line.replace("0.", "0,") for line in LINES[1:])]).encode())
    assert len(caught.value.mistakes) == 193


@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_nothing_breaks_it(content: bytes) -> None:
    with pytest.raises(Faulty) as caught:
        read_edition(content)
    assert caught.value.mistakes


@given(st.integers(0, 193), st.data())
def test_no_damaged_cell_breaks_it(line: int, data: st.DataObject) -> None:
    cells = LINES[line].split(",")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(st.text(max_size=20))
    text = "\n".join([*LINES[:line], ",".join(cells), *LINES[line + 1 :]])
    try:
        edition = read_edition(text.encode("utf-8", "replace"))
    except Faulty as faulty:
        assert faulty.mistakes
    else:
        assert len(edition.standings) == 193


def test_the_uns_own_blanks_and_names_are_understood() -> None:
    text = GOOD.replace("Czech Republic", "Czechia").replace("Thailand", '"Thailand "').replace("\n", "\r\n")
    assert read_edition(b"\xef\xbb\xbf" + text.encode()).standings["THA"].rank == 52


@pytest.mark.django_db
def test_loading_is_all_or_nothing_and_the_same_again_changes_nothing() -> None:
    with scope.system("test"):
        observatory.load_shipped()
        before = observatory.edition_of(2024)
        with pytest.raises(Faulty):
            observatory.load_edition(FAULTS[0][0].encode(), "a test", by="test")
        assert observatory.edition_of(2024) is before
        observatory.load_edition(GOOD.encode(), "a test", by="test")
        assert observatory.edition_of(2024) is before
        observatory.load_edition(GOOD.replace(",52,0.83510", ",51,0.83557").encode(), "a test", by="test")
        assert observatory.edition_of(2024).standings["THA"].rank == 51
        assert observatory.load_shipped() == 0
        assert len(observatory.editions()) == 12
