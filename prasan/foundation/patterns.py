"""Patterns of service files, which strangers' texts are matched with: only those that are quick at it.

A regular expression can need longer than the world has stood for one line of text. One that is taken here
needs at most about WORK steps for a text of LENGTH characters: groups that repeat hold no repetition and no
alternatives, so that a text is split in few ways, and the ways that are left are counted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LENGTH = 200  # characters of a text that a pattern is matched with; a longer one does not match
WORK = LENGTH * LENGTH  # ways to match, each of them at most LENGTH steps
EVERY = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, 0x10000)))
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
SINGLE = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN)
Item = tuple[Any, Any]


class Fault(Enum):
    """Why a pattern is not taken."""

    BROKEN = "it is no regular expression"
    NESTED = "what repeats holds a repetition or alternatives"
    SLOW = "a text can be matched in too many ways"
    REFERENCE = "it refers back to what was matched"


class _Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@lru_cache(maxsize=4000)
def fault_of(pattern: str) -> Fault | None:
    """What is wrong with the pattern; None when it may be used."""
    try:
        re.compile(pattern)
        parsed = _parser.parse(pattern)
        anchored = bool(parsed.data) and parsed.data[0] in (
            (_constants.AT, _constants.AT_BEGINNING),
            (_constants.AT, _constants.AT_BEGINNING_STRING),
        )
        ways = _ways(parsed.data, parsed.state, []) * (1 if anchored else LENGTH)
    except _Refused as refused:
        return refused.fault
    except (re.error, OverflowError, RecursionError):
        return Fault.BROKEN
    return Fault.SLOW if ways > WORK else None


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text. A pattern that is not taken any more asks for nothing."""
    if fault_of(pattern) is not None:
        return True
    return len(text) <= LENGTH and re.search(pattern, text) is not None


def _ways(items: Sequence[Item], state: Any, after: Sequence[Item]) -> int:
    """In how many ways a text can at most be split among the items. after: what follows them."""
    ways = 1
    for index, (kind, value) in enumerate(items):
        rest = [*items[index + 1 :], *after]
        if kind in REPEATS:
            ways *= _ways_of_repeat(value, state, rest)
        elif kind is _constants.SUBPATTERN:
            if value[1] or value[2]:  # flags of its own, with which its characters would be others
                raise _Refused(Fault.SLOW)
            ways *= _ways(value[-1].data, state, rest)
        elif kind is _constants.ATOMIC_GROUP:
            ways *= _ways(value.data, state, rest)
        elif kind is _constants.BRANCH:
            ways *= sum(_ways(branch.data, state, rest) for branch in value[1])
        elif kind in (_constants.ASSERT, _constants.ASSERT_NOT):
            ways *= _ways(value[1].data, state, [])
        elif kind in (_constants.GROUPREF, _constants.GROUPREF_EXISTS):
            raise _Refused(Fault.REFERENCE)
        ways = min(ways, sys.maxsize)
    return ways


def _ways_of_repeat(value: Any, state: Any, rest: Sequence[Item]) -> int:
    least, most, body = int(value[0]), min(int(value[1]), LENGTH), value[2]
    if least > LENGTH:
        raise _Refused(Fault.SLOW)
    simple = len(body.data) == 1 and body.data[0][0] in SINGLE
    if not simple and most > 1 and _splits(body.data):
        raise _Refused(Fault.NESTED)
    inner = 1 if simple else _ways(body.data, state, rest)
    if most == least or (simple and _ends_by_itself(body.data[0], state, rest)):
        return inner
    return inner * min(most - least + 1, LENGTH)


def _splits(items: Iterable[Item]) -> bool:
    """Whether there is a repetition or are alternatives in it, however deep."""
    for kind, value in items:
        if kind in REPEATS or kind is _constants.BRANCH:
            return True
        if kind is _constants.SUBPATTERN and _splits(value[-1].data):
            return True
        if kind is _constants.ATOMIC_GROUP and _splits(value.data):
            return True
        if kind in (_constants.ASSERT, _constants.ASSERT_NOT) and _splits(value[1].data):
            return True
    return False


def _ends_by_itself(item: Item, state: Any, rest: Sequence[Item]) -> bool:
    """Whether a repeated character can only end where another must follow that it never is."""
    own = _characters(item, state)
    for kind, value in rest:
        if kind is _constants.AT:
            if value in (_constants.AT_END, _constants.AT_END_STRING):
                return True
            continue
        repeated = kind in REPEATS
        body = value[2].data if repeated else [(kind, value)]
        if len(body) != 1 or body[0][0] not in SINGLE or not own or own & _characters(body[0], state):
            return False
        if not repeated or value[0] > 0:
            return True
    return True


def _characters(item: Item, state: Any) -> frozenset[str]:
    """The characters that a single one in a pattern stands for; those of seldom scripts left out."""
    single = _compiler.compile(_parser.SubPattern(state, [item]))
    return frozenset(single.findall(EVERY))
