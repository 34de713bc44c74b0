"""Envelopes and canonical bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prasan.foundation.canonical import canonical_json
from prasan.foundation.seal import Broken, rewrap, seal, unseal

SAFE = 2**53 - 1  # beyond it JSON's numbers are not exact
plain_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-SAFE, SAFE)
    | st.floats(-SAFE, SAFE)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary(max_size=200), st.text(max_size=10))
def test_what_is_sealed_opens_with_its_context_only(plain, context):
    envelope = seal(plain, context=context)
    assert unseal(envelope, context=context) == plain
    with pytest.raises(Broken):
        unseal(envelope, context=context + "x")


@given(st.binary(max_size=30), st.data())
def test_every_changed_byte_is_noticed(plain, data):
    envelope = bytearray(seal(plain, context="a"))
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Broken):
        unseal(bytes(envelope), context="a")


@given(st.binary(max_size=200))
def test_rubbish_is_no_envelope(rubbish):
    with pytest.raises(Broken):
        unseal(b"PSN1" + rubbish, context="")


def test_keys_change(settings):
    settings.SEAL_KEYS = ["old"]
    envelope = seal(b"kept", context="f")
    settings.SEAL_KEYS = ["new", "old"]
    assert unseal(envelope, context="f") == b"kept"
    moved = rewrap(envelope, context="f")
    settings.SEAL_KEYS = ["new"]
    assert unseal(moved, context="f") == b"kept"
    with pytest.raises(Broken, match="not at hand"):
        unseal(envelope, context="f")


@given(plain_json)
def test_canonical_json_says_the_same(value):
    once = canonical_json(value)
    assert json.loads(once) == value
    assert canonical_json(json.loads(once)) == once


def test_canonical_json_as_in_the_rfc():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert canonical_json(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53 + 1, {1: 2}, {"a": b"x"}, "\ud800", object()]
)
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(ValueError, match="no canonical JSON"):
        canonical_json(value)
