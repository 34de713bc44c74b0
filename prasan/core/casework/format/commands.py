"""What `prasan service` does: check a file, print the schema of the format, write a preview.

Each takes where to write and gives the exit status: 0 in order, 1 mistakes found, 2 the file cannot be read.
"""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from prasan.core.casework.effects import registered

from .file import CheckResult, check_file
from .known import Known
from .preview import preview
from .schema import format_schema

Write = Callable[[str], object]
LANGUAGES = (("th", "ไทย"), ("en", "English"))


def check_command(path: Path, write: Write = print, known: Known | None = None) -> int:
    """Check the file and write each mistake as `file:line:column: sentence`, as editors understand it."""
    result = _read(path, write, known or Known(effects=registered()))
    if result is None:
        return 2
    if result.definition is None:
        count = len(result.mistakes)
        for mistake in result.mistakes:
            write(f"{path}:{mistake.line}:{mistake.column}: {mistake}")
        write(ngettext("%(n)s mistake.", "%(n)s mistakes.", count) % {"n": count})
        return 1
    write(_("%(file)s is in order: %(title)s") % {"file": path, "title": _title(result)})
    return 0


def schema_command(write: Write = print) -> int:
    """Write the JSON Schema of the format, for editors."""
    write(json.dumps(format_schema(), ensure_ascii=False, indent=2))
    return 0


def preview_command(path: Path, folder: Path, write: Write = print, *, open_it: bool = False) -> int:
    """Write manual, form and workflow as web pages into `folder` and tell where; `open_it` in a browser."""
    result = _read(path, write, Known(effects=registered()))
    if result is None:
        return 2
    if result.definition is None:
        return check_command(path, write)
    name = result.definition.service
    folder.mkdir(parents=True, exist_ok=True)
    pages = [(code, title, folder / f"{name}.{code}.html") for code, title in LANGUAGES]
    for code, _name, page in pages:
        with override(code):
            context = {
                "preview": preview(result.definition, code, places=False),
                "language": code,
                "css": _css(),
                "others": [(other, title, file.name) for other, title, file in pages if other != code],
            }
            page.write_text(render_to_string("casework/editor/preview_file.html", context))
        write(page.resolve().as_uri())
    if open_it:
        webbrowser.open(pages[0][2].resolve().as_uri())
    return 0


def _read(path: Path, write: Write, known: Known) -> CheckResult | None:
    try:
        return check_file(path, known)
    except OSError as error:
        write(_("%(file)s cannot be read: %(why)s") % {"file": path, "why": error.strerror})
        return None


def _title(result: CheckResult) -> str:
    assert result.definition is not None  # noqa: S101 — the caller looked
    return f"{result.definition.title.th} / {result.definition.title.en}"


def _css() -> str:
    """The portal's compiled styles, where set-up has made them; without them the page is plain."""
    made = Path(settings.BUILD) / "static" / "css" / "app.css" if hasattr(settings, "BUILD") else None
    return made.read_text() if made and made.exists() else ""
