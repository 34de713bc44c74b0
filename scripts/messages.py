"""The words on the screen: collect them from code and templates, keep the Thai beside each room, compile.

    python scripts/messages.py            extract, then compile
    python scripts/messages.py extract    bring every room's django.po up to date, keeping translations
    python scripts/messages.py extract prasan/core/search    only that room's
    python scripts/messages.py compile    write the .mo files the program reads (only where stale)

Done with Babel, since Django's own commands need a gettext that a bare machine lacks. Files carry no line
numbers or dates, so two people's changes meet in one file only where they touch the same words.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "th"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
VOLATILE = re.compile(
    r'^"(POT-Creation|PO-Revision|Last-Trans|Generated|Report-|Language-Team|Project-Id).*\n', re.MULTILINE
)


def rooms() -> list[Path]:
    """Every folder that keeps its own words: the floors without rooms, and the rooms of core and missions."""
    floors = [ROOT / "prasan" / name for name in ("config", "foundation", "look", "web")]
    inner = [d for floor in ("core", "missions") for d in sorted((ROOT / "prasan" / floor).iterdir())]
    return [d for d in [*floors, *inner] if (d / "__init__.py").exists() or (d / "apps.py").exists()]


def po_file(room: Path) -> Path:
    """Where the room's Thai is kept."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def collect(room: Path) -> Catalog:
    """The messages the room's code and templates use now, untranslated."""
    catalog = Catalog(locale=LANGUAGE, project="Prasan", charset="utf-8", fuzzy=False)
    for source in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        inside = source.relative_to(room).parts
        if (
            "tests" in inside
            or "migrations" in inside
            or (source.suffix == ".txt" and "templates" not in inside)
        ):
            continue
        for message, comments, context in _messages(source):
            place = (source.relative_to(ROOT).as_posix(), 0)
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def _messages(source: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    text = source.read_text()
    if source.suffix != ".py":
        # What remains are gettext calls between blanks; indentation would only confuse the tokenizer.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
    for _, message, comments, context in found:
        if message:
            yield message, comments, context


def load(room: Path) -> Catalog:
    """What the room's file holds; empty where there is none."""
    path = po_file(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def extract_all(only: list[Path] | None = None) -> None:
    """Bring the files of rooms (default: all) up to date; a changed text keeps no guessed translation."""
    for room in only or rooms():
        wanted, kept = collect(room), load(room)
        if not len(wanted) and not len(kept):
            continue
        kept.update(wanted, no_fuzzy_matching=True)
        kept.obsolete.clear()
        kept.fuzzy, kept.header_comment = False, f"# Thai of {room.relative_to(ROOT)}."
        out = io.BytesIO()
        write_po(out, kept, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
        text = VOLATILE.sub("", out.getvalue().decode())
        path = po_file(room)
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            open_ = sum(1 for m in kept if m.id and not _translated(m.string))
            print(f"{path.relative_to(ROOT)}: {len(kept)} messages, {open_} to translate")


def _translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def compile_all() -> None:
    """Write the .mo files that are missing or older than their .po."""
    for room in rooms():
        source = po_file(room)
        target = source.with_suffix(".mo")
        if not source.exists():
            target.unlink(missing_ok=True)
            continue
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        partial = target.with_suffix(".partial")  # a program starting meanwhile never reads half a file
        with partial.open("wb") as file:
            write_mo(file, load(room))
        partial.replace(target)


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in ("", "extract", "compile"):
        sys.exit(__doc__)
    if command != "compile":
        extract_all([Path(name).resolve() for name in sys.argv[2:]])
    if command != "extract":
        compile_all()
