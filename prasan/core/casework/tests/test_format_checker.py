"""The checker of service files: each fault in its line, said in a helpful sentence, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from prasan.core.casework.effects import registered
from prasan.core.casework.format.file import check_file
from prasan.core.casework.format.known import EFFECTS, Arguments, Known
from prasan.core.casework.format.parse import read
from prasan.core.casework.tests.faults import FAULTS, SOUND, Fault

HERE = Path(__file__).parent
MISSIONS = Path(__file__).parents[3] / "missions"
SHIPPED = sorted(MISSIONS.glob("*/services/*.yaml"))
COMPLAINT = (MISSIONS / "hotline" / "services" / "complaint.yaml").read_text()
THAI = re.compile("[ก-๙]")


@pytest.mark.parametrize("file", [HERE / "market-stall.yaml", *SHIPPED], ids=lambda file: file.stem)
def test_a_sound_file_has_no_mistakes(file: Path) -> None:
    result = check_file(file)
    assert [f"{m.line}:{m.column} {m}" for m in result.mistakes] == []
    assert result.definition is not None


def test_there_are_enough_faults_each_of_its_own() -> None:
    assert len({fault.content for fault in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_once_with_its_line_and_a_helpful_sentence(fault: Fault) -> None:
    result = check_file(fault.content)
    assert result.definition is None
    with translation.override("en"):
        told = [(mistake.line, str(mistake)) for mistake in result.mistakes]
    assert [line for line, _ in told] == [fault.line], told
    assert fault.says in told[0][1]
    with translation.override("th"):
        thai = str(result.mistakes[0].message)
        hint = str(result.mistakes[0].hint)
    assert THAI.search(thai), f"not in Thai: {thai}"
    assert not hint or THAI.search(hint) or "`" in hint, f"not in Thai: {hint}"


def test_slips_of_shape_and_of_meaning_are_told_in_one_run() -> None:
    text = COMPLAINT.replace("summary:", "sumary:", 1).replace("label:", "lable:", 1)
    text = re.sub(r"to: [a-z]+(?=, by:)", "to: nowhere", text, count=1)
    text = re.sub(r", en: [^,}\n]+}", "}", text, count=1)
    with translation.override("en"):
        said = [str(mistake.message) for mistake in check_file(text).mistakes]
    for part in (
        "`sumary` is not known",
        "`lable` is not known",
        "No state is named `nowhere`",
        "`en` is missing",
    ):
        assert sum(part in one for one in said) == 1, said
    assert len(said) == 4, said


def _without(text: str, line: int) -> str:
    """The text without the key that begins in this line (from 0) and what stands under it."""
    lines = text.split("\n")
    depth = len(lines[line]) - len(lines[line].lstrip())
    end = line + 1
    while end < len(lines) and (
        not lines[end].strip()
        or len(lines[end]) - len(lines[end].lstrip()) > depth
        or lines[end].startswith(f"{' ' * depth}- ")
    ):
        end += 1
    return "\n".join(lines[:line] + lines[end:])


@pytest.mark.parametrize("missing", ["mission:", "summary:", "  purpose:", "  start:", "      kind: open"])
def test_a_missing_key_hides_no_mistake_elsewhere(missing: str) -> None:
    """A slip in an expression and a wrong date stand in other parts of the file: told with the missing key."""
    text = SOUND.replace("eligible: person.age >= 20", "eligible: person.aeg >= 20")
    text = text.replace("verified_on: ", "verified_on: the ", 1)
    at = next(n for n, line in enumerate(text.split("\n")) if line.startswith(missing))
    with translation.override("en"):
        told = check_file(_without(text, at)).mistakes
        said = [str(mistake.message) for mistake in told]
    assert sum("is missing" in one for one in said) == 1, said
    assert sum("aeg" in one for one in said) == 1, said
    assert len(said) == len(check_file(text).mistakes) + 1, said
    assert all(mistake.line > 0 and mistake.column > 0 for mistake in told)


def test_of_a_missing_key_only_its_absence_is_told() -> None:
    """Whichever required key is taken out of a file, nothing that merely follows from it is told."""
    source = read(COMPLAINT)
    lines = COMPLAINT.split("\n")
    tried = 0
    for place in source.keys.values():
        line = lines[place.line - 1]
        if line.lstrip().startswith("-") or len(line) - len(line.lstrip()) != place.column - 1:
            continue  # begins inside its line
        with translation.override("en"):
            said = [str(m.message) for m in check_file(_without(COMPLAINT, place.line - 1)).mistakes]
        if any("is missing" in one for one in said):
            tried += 1
            assert len(said) == 1, (line, said)
    assert tried > 30


def test_what_the_installation_knows_is_held_against_the_file() -> None:
    known = Known(
        effects={"notify": Arguments(frozenset({"message"}))},
        agencies=frozenset({"bma", "psc-1111"}),
        units=frozenset({"bma/intake"}),
        services=frozenset(),
    )
    said = [str(mistake.message) for mistake in check_file(SOUND, known).mistakes]
    assert len(said) == 2, said  # the effect produce_document and the unit bma/health
    assert check_file(
        SOUND.replace("agency: bma", "agency: bmaa"), Known(agencies=frozenset({"bma"}))
    ).mistakes


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"# nothing\n", 1, "empty"),
        (b"- 1", 1, "a group of keys, not a list"),
        (b"service: x\ntitle: \xff", 2, "not UTF-8"),
        (b"service: x\ntitle: a\x07b", 2, "control character"),
        (b"a: " + b"[" * 60, 1, "Too many groups"),
        (b"a: " + b"x" * 300_000, 1, "larger than 256"),
        (b"a: [" + b"1," * 20_000 + b"]", 1, "more than 10000 parts"),
        (b"? {a: 1}\n: 2", 1, "A key must be a single word"),
        ("a: &x [1]\nb: [*x, *x]", 1, "Anchors"),
    ],
)
def test_files_that_are_none(content: bytes | str, line: int, says: str) -> None:
    result = check_file(content)
    with translation.override("en"):
        assert says in str(result.mistakes[0])
    assert result.mistakes[0].line == line


def test_the_checker_knows_the_platforms_effects_as_they_are_registered() -> None:
    assert {name: registered()[name] for name in EFFECTS} == EFFECTS


def test_an_argument_that_an_effect_does_not_take_is_told_where_it_stands() -> None:
    text = COMPLAINT.replace("service: scam-report\n", "service: scam-report\n            agency: aoc-1441\n")
    mistakes = check_file(text).mistakes
    assert [mistake.line for mistake in mistakes] == [text[: text.index("agency: aoc")].count("\n") + 1]
    assert "`agency`" in str(mistakes[0].message)


def test_all_mistakes_are_told_at_once_in_order() -> None:
    text = SOUND.replace("format: thai-phone", "format: thai-fone").replace("do: claim", "do: clam")
    text = text.replace("eligible: person.age >= 20", "eligible: person.aeg >= 20")
    lines = [mistake.line for mistake in check_file(text).mistakes]
    assert len(lines) == 3
    assert lines == sorted(lines)


_LINES = COMPLAINT.split("\n")
_MUTATION = st.tuples(
    st.integers(0, len(_LINES) - 1),
    st.sampled_from(["drop", "twice", "swap", "indent", "cut", "junk", "word"]),
    st.integers(0, 200),
    st.text(alphabet="abc:-{}[]\"'&*!|>#%@`,? \t\n1.=ก", max_size=6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_MUTATION, min_size=1, max_size=4))
def test_no_change_breaks_the_checker(changes: list[tuple[int, str, int, str]]) -> None:
    lines = list(_LINES)
    for index, what, at, junk in changes:
        here = index % len(lines)
        line = lines[here]
        if what == "drop" and len(lines) > 1:
            del lines[here]
        elif what == "twice":
            lines.insert(here, line)
        elif what == "swap":
            lines[here], lines[-1 - here] = lines[-1 - here], line
        elif what == "indent":
            lines[here] = "  " + line
        elif what == "cut":
            lines[here] = line[:at]
        elif what == "junk":
            lines[here] = line[:at] + junk + line[at:]
        else:
            lines[here] = re.sub(r"[a-z_]{3,}", lambda word: word.group()[::-1], line, count=1)
    text = "\n".join(lines)
    result = check_file(text)
    assert (result.definition is None) == bool(result.mistakes)
    for mistake in result.mistakes:
        assert 1 <= mistake.line <= text.count("\n") + 1
        assert mistake.column >= 1
        for language in ("th", "en"):
            with translation.override(language):
                assert str(mistake)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_checker(content: bytes) -> None:
    result = check_file(content)
    assert result.mistakes
    assert all(
        1 <= mistake.line <= content.count(b"\n") + content.count(b"\r") + 1 for mistake in result.mistakes
    )


def test_another_version_of_the_format_is_called_so() -> None:
    text = SOUND.replace("format: 1", "format: 9", 1)
    assert text != SOUND
    (mistake,) = check_file(text).mistakes
    with override("en"):
        assert str(mistake.message) == "This program reads version 1 of the format."
