"""The expression language: names, types, missing answers, dates, limits, and clear mistakes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation import expressions as ex

LINE = ex.object_of({"bank": ex.STRING, "amount": ex.INT, "note": ex.STRING})
NAMES = {
    "form": ex.object_of(
        {
            "kind": ex.one_of(ex.STRING, ("road", "utility")),
            "name": ex.STRING,
            "copies": ex.INT,
            "area": ex.NUMBER,
            "agreed": ex.BOOL,
            "born": ex.DATE,
            "lines": ex.list_of(LINE),
        }
    ),
    "person": ex.object_of({"age": ex.INT}),
    "today": ex.DATE,
}
VALUES: dict[str, Any] = {
    "form": {
        "kind": "road",
        "name": "กุ้ง",
        "copies": 3,
        "area": 2,
        "agreed": True,
        "born": "1990-02-28",
        "lines": [{"bank": "a", "amount": 100}, {"bank": "b", "amount": 250}],
        "stray": 1,
    },
    "today": date(2026, 2, 27),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("form.kind == 'road' && form.copies > 2", True),
        ("form.kind in ['road', 'utility']", True),
        ("baht(20) * form.copies", 6000),
        ("form.area * 1.5", 3.0),
        ("form.copies > 2.5", True),
        ("sum(form.lines.map(x, x.amount))", 350),
        ("form.lines.filter(x, x.amount > 100).map(x, x.bank)", ["b"]),
        ("form.lines.map(x, x.amount).greatest()", 250),
        ("size(form.lines) == 2 && size(form.name) == 4", True),
        ("years(form.born, today)", 35),
        ("form.born < '2000-01-01' && today >= form.born", True),
        ("add_days(today, 2)", "2026-03-01"),
        ("days(form.born, '1990-03-01')", 1),
        ("has(form.name) && !has(person.age)", True),
        ("person.age == null ? 'unknown' : string(person.age)", "unknown"),
        ("form.name + ' ' + form.kind", "กุ้ง road"),
        ("round_up(double(form.copies) / 2.0)", 2),
        ("round(2.5) + round(-2.5)", 0),
        ("form.name.startsWith('ก') && form.name.matches('^.{4}$')", True),
        ("form.copies % 2 == 1 ? form.lines[1].bank : ''", "b"),
    ],
)
def test_values(source: str, value: object) -> None:
    assert ex.evaluate(source, VALUES, NAMES) == value


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("person.age >= 20", False),
        ("!(person.age >= 20)", False),
        ("person.age == null", True),
        ("person.age != null && person.age >= 20", False),
        ("person.age >= 20 || form.agreed", True),
        ("form.agreed || person.age >= 20", True),
        ("form.lines.exists(x, x.note == 'y')", False),
        ("form.lines.exists(x, x.note.contains('y'))", False),
        ("baht(person.age) > 1", False),
        ("years(form.born, today) > 20", True),
    ],
)
def test_a_missing_answer_never_makes_a_condition_hold_by_itself(source: str, holds: bool) -> None:
    assert ex.holds(source, VALUES, NAMES) is holds


@pytest.mark.parametrize(
    "source",
    [
        "person.age + 1",
        "person.age",
        "baht(person.age)",
        "form.lines[1].note",
        "form.lines[7].bank",
        "1 / (form.copies - 3)",
        "form.copies * 9223372036854775807",
    ],
)
def test_what_has_no_value_is_none(source: str) -> None:
    assert ex.evaluate(source, VALUES, NAMES) is None


def test_values_carry_their_declared_types() -> None:
    values = ex.Values(ex.object_of(NAMES), VALUES)
    assert ex.evaluate("form.area * 1.5", values) == 3.0
    item = values.with_("item", LINE, {"bank": "a", "amount": 2})
    assert ex.holds("item.amount == 2 && !has(item.note) && item.note == null", item)
    with pytest.raises(ex.ExpressionError):
        ex.evaluate("form.nothing", values)


@pytest.mark.parametrize(
    ("source", "at", "says"),
    [
        ("", 0, "empty"),
        ("form.kind == ", 13, "too early"),
        ("(form.agreed", 12, "`)` is missing"),
        ("form.kind = 'road'", 10, "Write `==`"),
        ("form.agreed and form.agreed", 12, "Write `&&`"),
        ("form.kind == 'road", 13, "no closing quotation mark"),
        ("form.kidn == 'road'", 4, "Did you mean `kind`?"),
        ("from.kind == 'road'", 0, "Did you mean `form`?"),
        ("form.kind == 'raod'", 13, "Did you mean `road`?"),
        ("form.kind in ['road', 'rail']", 22, "not one of the choices"),
        ("form.copies == '3'", 12, "cannot be compared"),
        ("form.copies * 1.5", 12, "cannot mix"),
        ("form.name * 2", 5, "needs numbers; this is a text"),
        ("form.agreed && form.copies", 19, "a whole number, but yes or no"),
        ("form.copies / 0", 14, "divided by zero"),
        ("form.name.first", 9, "before the dot stands a text"),
        ("sise(form.name)", 0, "Did you mean `size`?"),
        ("baht()", 0, "takes 1 values, not 0"),
        ("baht('x')", 5, "a text, but a number"),
        ("today > '23/11/2569'", 8, "is not a date"),
        ("years(form.born, '2569')", 17, "is not a date"),
        ("form.born == form.name", 10, "cannot be compared"),
        ("form.lines.exists(x > 1)", 11, "needs a name and a condition"),
        ("form.lines.exists(form, true)", 18, "already means something else"),
        ("form.lines.filter(x, x.amount)", 22, "yes or no is needed"),
        ("form.name.matches('(')", 18, "not a valid regular expression"),
        ("form.name.matches('a{4294967296}')", 18, "not a valid regular expression"),
        ("form.name.matches('(?a)(?u)x')", 18, "not a valid regular expression"),
        ("form.name.matches('(?=a)b')", 18, "looks around"),
        ("form" + ".a" * 900, 1604, "very many parts"),
        ("1" + " + 1" * 480, 1523, "very many parts"),
        ("['aaaaaaaaaa']" + ".map(x, x + x)" * 24 + " == []", 225, "do too much"),
        ("[" + "1," * 99 + "1]" + ".map(x, [x, x, x, x, x, x, x, x, x, x])" * 4, 287, "do too much"),
        ("form.lines.map(x, form.lines.map(y, " + "x.note + " * 30 + "y.note))", 88, "do too much"),
        ("[form.name]" + ".map(x, [x, x].map(y, y + y))" * 20, 128, "do too much"),
        ("has(1)", 0, "has(form.email)"),
        ("form.ชื่อ", 5, "`ช` does not fit"),
        ("form.copies 3", 12, "`3` does not fit"),
        ("((((((((((((((((((((((1))))))))))))))))))))))", 20, "too many brackets"),
        ("!" * 500 + "true", 19, "does not fit"),
        ("1" * 30, 0, "too large"),
        ("[1].all(a, [1].all(b, [1].all(c, true)))", 26, "inside one another"),
        ("'\\q'" + " " * 2000, 0, "longer than 2000"),
    ],
)
def test_mistakes_have_a_place_and_a_plain_sentence(source: str, at: int, says: str) -> None:
    with pytest.raises(ex.ExpressionError) as wrong, translation.override("en"):
        ex.compile(source, NAMES)
    with translation.override("en"):
        assert says in str(wrong.value)
    assert abs(wrong.value.at - at) <= 1, wrong.value.at


def test_the_wanted_type_is_asked() -> None:
    with pytest.raises(ex.ExpressionError):
        ex.compile("form.area", NAMES, ex.INT)
    assert ex.compile("form.copies", NAMES, ex.NUMBER).type == ex.INT


def test_what_an_expression_reads_is_known() -> None:
    program = ex.compile("form.lines.exists(x, x.amount > form.copies) || person.age > 3", NAMES)
    assert {"form.lines", "form.copies", "person.age"} <= program.used


def test_without_declared_names_whatever_is_given_may_be_named() -> None:
    assert ex.evaluate("form.a + 1", {"form": {"a": 1}}) == 2
    assert ex.holds("!has(form.b) && form.b == null", {"form": {"a": 1}})
    assert not ex.holds("form.b > 1", {"form": {"a": 1}})


_NUMBERS = st.recursive(
    st.sampled_from(["form.copies", "person.age", "2", "size(form.lines)", "size(form.name)"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*"]), inner),
        st.builds("({} ? {} : {})".format, st.just("form.agreed"), inner, inner),
        st.builds("sum(form.lines.map(x, x.amount + {}))".format, inner),
        st.builds("baht({})".format, inner),
        st.builds("least([{}, {}])".format, inner, inner),
    ),
    max_leaves=8,
)
_TRUTHS = st.recursive(
    st.one_of(
        st.builds("({} {} {})".format, _NUMBERS, st.sampled_from(["<", ">=", "==", "!="]), _NUMBERS),
        st.sampled_from(["form.agreed", "has(form.born)", "form.born < today", "form.kind == 'road'"]),
        st.sampled_from(["form.name.contains('ง')", "form.lines.exists(x, x.bank == 'a')"]),
    ),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["&&", "||"]), inner),
        st.builds("!{}".format, inner),
    ),
    max_leaves=6,
)
_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["road", "utility"]),
        "name": st.text(max_size=5),
        "copies": st.integers(-9, 9),
        "area": st.integers(0, 9),
        "agreed": st.booleans(),
        "born": st.dates(),
        "lines": st.lists(st.fixed_dictionaries({"bank": st.text(max_size=2), "amount": st.integers(0, 9)})),
    },
)


@given(_TRUTHS, _ANSWERS, st.one_of(st.none(), st.integers(0, 99)))
def test_what_is_checked_runs(source: str, form: dict[str, Any], age: int | None) -> None:
    """With all answers there is a value; with some missing there is one, or it is known to be missing."""
    try:
        program = ex.compile(source, NAMES, ex.BOOL)
    except ex.ExpressionError:
        return  # too deep
    values = {"form": form, "person": {"age": age}, "today": date(2026, 11, 23)}
    whole = {**VALUES, "person": {"age": 40}}
    assert program.evaluate(whole) in (True, False)
    assert program.holds(values) in (True, False)


_LISTS = st.recursive(
    st.sampled_from(["form.lines.map(l, l.note)", "['a', form.name]", "[string(form.copies)]"]),
    lambda inner: st.one_of(
        inner.map(lambda a: f"{a}.map(x, x + x)"),
        inner.map(lambda a: f"({a} + {a})"),
        inner.map(lambda a: f"{a}.filter(x, x != '')"),
        st.tuples(inner, inner).map(lambda p: f"{p[0]}.map(x, {p[1]}.map(y, x + y)[0])"),
        st.tuples(inner, st.integers(1, 30)).map(lambda p: f"{p[0]}.map(x, [{', '.join('x' * p[1])}])[0]"),
        inner.map(lambda a: f"[{a}][0]"),
    ),
    max_leaves=12,
)


def _letters(value: Any) -> int:
    return len(value) if isinstance(value, str) else sum(map(_letters, value or [])) + 1


@given(_LISTS)
def test_what_is_checked_stays_small(source: str) -> None:
    try:
        program = ex.compile(source, NAMES)
    except ex.ExpressionError:
        return
    row = {"bank": "b", "amount": 1, "note": "n" * 50}
    value = program.evaluate({"form": {"name": "n" * 500, "copies": 3, "lines": [row] * 100}})
    assert _letters(value) < 2_000_000


@pytest.mark.parametrize(
    "source",
    [
        "form.lines.exists(x, form.lines.exists(y, x.bank == y.bank && x.amount > y.amount))",
        "form.lines.map(x, x.bank + ' ' + x.note + ' ' + string(x.amount))",
        "sum(form.lines.filter(x, x.amount > 10).map(x, x.amount * 2)) + form.copies * 3",
        "form.name.matches('^[ก-๙ ]+$') || " + " || ".join(f"form.name == '{n}'" for n in range(80)),
    ],
)
def test_what_services_ask_is_taken(source: str) -> None:
    assert ex.compile(source, NAMES)


def test_a_pattern_knows_the_digits_that_a_form_knows() -> None:
    assert ex.holds(r"form.name.matches('^\\d+$')", {"form": {"name": "12"}}, NAMES)
    assert not ex.holds(r"form.name.matches('^\\d+$')", {"form": {"name": "๑๒"}}, NAMES)


@given(st.text(alphabet=r"ax(){}[]*+?|\\,019^$=!:<>", max_size=30), st.text(max_size=20))
def test_no_pattern_breaks_the_checker(pattern: str, text: str) -> None:
    written = "'" + pattern.replace("\\", "\\\\") + "'"
    try:
        program = ex.compile(f"form.name.matches({written})", NAMES)
    except ex.ExpressionError:
        return
    assert program.evaluate({"form": {"name": text or "x"}}) in (True, False)


@given(st.text(alphabet="form.kind lines '\"\\()[]+-*/%!=<>&|?:,1.9 ก\n", max_size=40))
def test_no_text_breaks_the_reader(source: str) -> None:
    try:
        ex.compile(source, NAMES)
    except ex.ExpressionError as wrong:
        assert 0 <= wrong.at <= len(source)
