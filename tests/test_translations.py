"""Every word on the screen exists in Thai, and no template speaks outside gettext."""

from __future__ import annotations

import re
import runpy
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

ROOT = Path(__file__).parents[1]
messages: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "messages.py"))
ROOMS: list[Path] = messages["rooms"]()
TEMPLATES = [
    t
    for t in sorted(ROOT.glob("prasan/**/templates/**/*.html"))
    if not {"th", "en"} & set(t.relative_to(ROOT).parts)  # long pages are written once in each language
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_every_message_is_translated(room: Path) -> None:
    kept = messages["load"](room)
    missing, fuzzy, broken = [], [], []
    for wanted in messages["collect"](room):
        if not wanted.id:
            continue
        have = kept.get(wanted.id, wanted.context)
        if have is None or not all(_forms(have.string)):
            missing.append(wanted.id)
        elif have.fuzzy:
            fuzzy.append(wanted.id)
        elif set(PLACEHOLDER.findall(_forms(have.id)[-1])) != set(
            PLACEHOLDER.findall(_forms(have.string)[0])
        ):
            broken.append(wanted.id)
    assert not missing, f"no Thai (python scripts/messages.py, then fill in the .po): {missing}"
    assert not fuzzy, f"fuzzy: {fuzzy}"
    assert not broken, f"placeholders differ: {broken}"


def test_one_english_text_has_one_thai_text() -> None:
    """Rooms' catalogues are merged by the program: two translations of one text would fight."""
    seen: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
    for room in ROOMS:
        for message in messages["load"](room):
            if message.id:
                seen[(message.id, message.context)].add(message.string)
    assert {k: v for k, v in seen.items() if len(v) > 1} == {}


def test_thai_is_loaded_by_the_program() -> None:
    with translation.override("th"):
        assert translation.gettext("Skip to main content") == "ข้ามไปยังเนื้อหาหลัก"
    with translation.override("en"):
        assert translation.gettext("Skip to main content") == "Skip to main content"


SILENT = re.compile(
    r"{%\s*(comment|blocktrans|blocktranslate|verbatim)\b.*?{%\s*end\1\s*%}|{#.*?#}|{{.*?}}|{%.*?%}"
    r"|<!--.*?-->|<(script|style|title\s+lang|code|svg)\b.*?</\2>|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN_ATTRIBUTE = re.compile(
    r"\s(?<!:)(?:alt|title|placeholder|aria-label|label|text|help|heading)=(\"[^\"]*\"|'[^']*')"
)
LETTERS = re.compile(r"[A-Za-zก-ฮ]{2,}")
UNTRANSLATED = re.compile(
    r"\b(CSV on the Web|Prasan|ไทย|English|PromptPay|API|QR|PDF|ThaID|LINE|SMS|OpenAPI|JSON|CSV|nbsp"
    r"|Parquet|XLSX|CKAN|package_search|package_show|DCAT-AP|Turtle|LD|RDF|XML|Data Package)\b|&\w+;"
)


def bare_text(source: str) -> list[str]:
    """User-facing text of a template that does not go through gettext (a heuristic)."""
    quiet = SILENT.sub(" ", source)
    spoken = [m.group(1)[1:-1] for m in SPOKEN_ATTRIBUTE.finditer(quiet)]
    spoken += re.sub(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", "\n", quiet, flags=re.DOTALL).split("\n")
    return [s.strip() for s in spoken if LETTERS.search(UNTRANSLATED.sub("", s))]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.relative_to(ROOT / "prasan").as_posix())
def test_templates_speak_through_gettext(template: Path) -> None:
    assert bare_text(template.read_text()) == []


def test_bare_text_is_found() -> None:
    assert bare_text('<p class="x">Hello</p>') == ["Hello"]
    assert bare_text('<img alt="สวัสดี">{% trans "Hi" %}{{ name }}') == ["สวัสดี"]
    assert bare_text('<a href="{% url "x" %}" title="{% trans "Go" %}">{% trans "Hi" %}</a> 12') == []


def test_pages_written_in_each_language_have_their_twin() -> None:
    written = {p for p in ROOT.glob("prasan/**/templates/**/*.html") if {"th", "en"} & set(p.parts)}
    for page in written:
        other = "en" if page.parent.name == "th" else "th"
        assert page.parent.parent / other / page.name in written
