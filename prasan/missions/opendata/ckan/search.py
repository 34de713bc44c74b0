"""The part of Solr's query language that harvesters and clients use, as conditions on datasets.

expression := any of `and`-groups joined by OR; terms beside each other are joined by AND
term       := [+ - NOT !] ( "(" expression ")" | field ":" value | value )
value      := word, "phrase", "(" values ")", range [a TO b] or {a TO b}, with * for an open end
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from .. import queries
from .errors import bad_search
from .shapes import made_id

MOST, MOST_TERMS, DEEPEST = 4000, 50, 20
_TOKEN = re.compile(
    r"""\s*(?:(?P<range>[\[{]\s*(?P<low>[^\s\]}]+|"[^"]*")\s+TO\s+(?P<high>[^\s\]}]+|"[^"]*")\s*[\]}])
    |"(?P<phrase>(?:\\.|[^"\\])*)"
    |(?P<mark>[()+!]|-(?=\S)|&&|\|\|)
    |(?P<field>[A-Za-z_]\w*):
    |(?P<word>(?:\\.|[^\s()"])+))""",
    re.VERBOSE,
)
_MATH = re.compile(r"NOW(?:/[A-Z]+)?(?:([+-])(\d{1,5})(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)S?)?(?:/[A-Z]+)?")
_JOINED = ("AND", "OR", "NOT", "&&", "||")
_SPAN = {"YEAR": 365 * 86400, "MONTH": 30 * 86400, "DAY": 86400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1}
NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING

# Field -> what a text must be in it.
FIELDS: dict[str, Callable[[str], Q]] = {
    "id": lambda text: Q(pk=text) if _is_uuid(text) else NOTHING,
    "name": lambda text: Q(slug=text),
    "title": lambda text: Q(title_th__icontains=text) | Q(title_en__icontains=text),
    "notes": lambda text: Q(notes_th__icontains=text) | Q(notes_en__icontains=text),
    "text": queries.matching,
    "organization": lambda text: Q(agency__code=text),
    "owner_org": lambda text: _owner(text),
    "tags": lambda text: Q(tags__contains=[text]),
    "groups": lambda text: Q(theme=text),
    "res_format": queries.with_format,
    "license_id": lambda text: Q(licence=text),
    "data_type": lambda text: Q(kind=text),
    "data_category": lambda text: Q(category=text),
    "geo_coverage": lambda text: Q(coverage=text),
    "update_frequency_unit": lambda text: Q(frequency=text),
    "maintainer": lambda text: Q(contact_name__icontains=text),
    "maintainer_email": lambda text: Q(contact_email__iexact=text),
    # All that is here is active, public, and of the usual type.
    "state": lambda text: EVERYTHING if text == "active" else NOTHING,
    "capacity": lambda text: EVERYTHING if text == "public" else NOTHING,
    "private": lambda text: EVERYTHING if text.lower() == "false" else NOTHING,
    "dataset_type": lambda text: EVERYTHING if text == "dataset" else NOTHING,
    "type": lambda text: EVERYTHING if text == "dataset" else NOTHING,
}
MOMENTS = {"metadata_modified": "modified_at", "metadata_created": "created_at"}


def condition(*texts: str) -> Q:
    """What the queries ask of datasets, all of them together. Raises Refused."""
    # Each term is looked for in every dataset, so what is bounded is all that one request asks.
    if sum(map(len, texts)) > MOST:
        raise bad_search("too long")
    asked = [_Parser(text) for text in texts if text.strip()]
    if sum(one.terms for one in asked) > MOST_TERMS:
        raise bad_search(f"more than {MOST_TERMS} terms")
    found = EVERYTHING
    for one in asked:
        found &= one.whole()
    return found


class _Parser:
    """A parser by descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.tokens: list[re.Match[str]] = []
        place = 0
        text = text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise bad_search(text[place : place + 20])
            self.tokens.append(found)
            place = found.end()
        self.place = self.depth = 0

    @property
    def terms(self) -> int:
        """How many words, phrases and ranges; a phrase counts as its words."""
        told = (token for token in self.tokens if not token["mark"] and not token["field"])
        return sum(len(token[0].split()) or 1 for token in told if token[0].strip() not in _JOINED)

    def whole(self) -> Q:
        found = self._either("")
        if self.place < len(self.tokens):
            raise bad_search(self._next())
        return found

    def _peek(self) -> str:
        return self.tokens[self.place][0].strip() if self.place < len(self.tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self.place += 1
        return token

    def _either(self, field: str) -> Q:
        self.depth += 1
        if self.depth > DEEPEST:
            raise bad_search("too deep")
        found = self._all(field)
        while self._peek() in ("OR", "||"):
            self._next()
            found |= self._all(field)
        self.depth -= 1
        return found

    def _all(self, field: str) -> Q:
        found, seen = EVERYTHING, False
        while self._peek() not in ("", ")", "OR", "||"):
            if self._peek() in ("AND", "&&"):
                self._next()
                continue
            found, seen = found & self._term(field), True
        if not seen:
            raise bad_search("a word is missing")
        return found

    def _term(self, field: str) -> Q:
        wanted = True
        while (sign := self._peek()) in ("-", "!", "NOT", "+"):
            self._next()
            wanted = wanted if sign == "+" else not wanted
        found = self._value(field)
        return found if wanted else ~found

    def _value(self, field: str) -> Q:
        if self._peek() == "(":
            self._next()
            found = self._either(field)
            if self._next() != ")":
                raise bad_search("a bracket is not closed")
            return found
        if self.place >= len(self.tokens):
            raise bad_search("a word is missing")
        token = self.tokens[self.place]
        self.place += 1
        if token["field"] and not field:
            return self._term(token["field"])
        if token["range"]:
            return _between(field, token)
        if token["mark"]:
            raise bad_search(token["mark"])
        return _is(field, _unescaped(token["phrase"] if token["phrase"] is not None else token[0].strip()))


def _is(field: str, text: str) -> Q:
    if field in ("", "text"):
        if text in ("*:*", "*"):
            return EVERYTHING
        return queries.matching(text.strip("*"))
    if field == "*":
        return EVERYTHING
    if field in MOMENTS:
        moment = _moment(text)
        return EVERYTHING if moment is None else Q(**{MOMENTS[field]: moment})
    if field not in FIELDS:
        raise bad_search(f"undefined field {field}")
    return EVERYTHING if text == "*" else FIELDS[field](text)


def _between(field: str, token: re.Match[str]) -> Q:
    if field not in MOMENTS:
        raise bad_search(f"no range over {field or 'text'}")
    low, high = (_moment(token[name].strip('"')) for name in ("low", "high"))
    shape = token["range"]
    found = EVERYTHING
    if low is not None:
        found &= Q(**{MOMENTS[field] + ("__gte" if shape[0] == "[" else "__gt"): low})
    if high is not None:
        found &= Q(**{MOMENTS[field] + ("__lte" if shape[-1] == "]" else "__lt"): high})
    return found


def _moment(text: str) -> datetime | None:
    """A time as Solr writes it (UTC), or None for an open end. Raises Refused."""
    if text == "*":
        return None
    if found := _MATH.fullmatch(text):
        sign, number, unit = found.groups()
        seconds = int(number or 0) * _SPAN.get(unit or "SECOND", 1)
        try:
            return timezone.now() + timedelta(seconds=-seconds if sign == "-" else seconds)
        except OverflowError:
            raise bad_search(f"no time: {text[:40]}") from None
    try:
        moment = datetime.fromisoformat(_unescaped(text))
    except ValueError:
        raise bad_search(f"no time: {text[:40]}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).replace("\0", "")


def _owner(text: str) -> Q:
    """An agency by the id that CKAN's shapes give it, or by its code."""
    for facet in queries.by_agency(queries.public()) if _is_uuid(text) else ():
        if made_id("agency", facet.value) == text.lower():
            return Q(agency__code=facet.value)
    return Q(agency__code=text)


def _is_uuid(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text))
