"""Patterns: what is taken is quick, whatever text meets it."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prasan.foundation.patterns import LENGTH, Fault, fault_of, matches

TEXTS = [(part * LENGTH)[: LENGTH - 1] + end for part in ("a", "ab", "aab", "b") for end in ("a", "b", "!")]
_ATOMS = st.sampled_from(["a", "b", "[ab]", ".", "[^a]", "\\w", "!", "aa", "^", "$", "\\b"])
PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: (
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{0,3}", "{2,}", "*?", "{50,150}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}" if len(pair[0]) > 1 else "".join(pair)
        )
        | st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
    ),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "pattern",
    [r"^[0-9]{11}$", r"^[A-Z]{2}[0-9]{4,6}(-[0-9]+)?$", r"^(foo|bar)$", r"^[ก-ฮ]{1,3} ?[0-9]{1,4}$",
     r"^\w+@\w+\.\w+$", r"^\d+([.,]\d+)?$", ".*foo", "^.*foo.*bar$"],
)  # fmt: skip
def test_honest_patterns_are_taken(pattern: str) -> None:
    assert fault_of(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [("[", Fault.BROKEN), ("((a{100}){100}){100}", Fault.BROKEN), (r"(a+)\1", Fault.BACK), ("^(?=a)b", Fault.BACK),
     ("a(?!b)", Fault.BACK), ("(?<=a)b", Fault.BACK), ("(?<!a)b", Fault.BACK), ("(?>a+)b", Fault.BACK),
     (r"(?P<x>a)(?P=x)", Fault.BACK), (r"(?<x>a)\k<x>", Fault.BACK)],
)  # fmt: skip
def test_what_is_no_pattern_or_would_go_back_is_not(pattern: str, fault: Fault) -> None:
    assert fault_of(pattern) is fault


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [("foo", "a foo b", "fo"), (r"^\d+$", "12", "๑๒"), (r"\p{Thai}", "a ก", "a"), (r"^\p{L}+$", "ab", "a1"),
     ("a$", "ba", "a\n"), ("^.$", "ก", "กข"), (r"^\u0e01$", "ก", "ข"), (r"^[\w-]+$", "a-b", "a b"),
     ("^.+$", "a", "\ud800")],
)  # fmt: skip
def test_a_pattern_means_what_it_means_in_json_schema(pattern: str, found: str, not_found: str) -> None:
    assert matches(pattern, found) and not matches(pattern, not_found)


@pytest.mark.parametrize("pattern", ["^(a|aa)+$", "(a+)+$", "((a?){9}){9}b", "^a*a*a*a*$", "(){4294967290}b"])
def test_patterns_that_go_back_elsewhere_are_quick(pattern: str) -> None:
    began = time.process_time()
    assert not matches(pattern, "a" * (LENGTH - 1) + "!")
    assert time.process_time() - began < 1


def test_a_text_is_matched_up_to_a_length_and_an_old_pattern_that_goes_back_not_at_all() -> None:
    assert matches("^a+$", "a" * LENGTH) and not matches("^a+$", "a" * (LENGTH + 1))
    assert matches("^b+$", "a") is False
    assert matches("^(?!a)", "a")


@given(PATTERNS)
def test_whatever_is_taken_is_quick(pattern: str) -> None:
    assume(fault_of(pattern) is None)
    for text in TEXTS:
        began = time.process_time()
        matches(pattern, text)
        assert time.process_time() - began < 2
