"""Reads a PDF from a stranger in a process of its own, with little memory and little time.

Run by `pdf.py` as a plain script: `pdf_child.py check` prints what was found as JSON, `pdf_child.py
preview WIDTH` writes a PNG of the first page. A PDF that makes the reader crash takes nothing else along.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

MEMORY = 1536 * 1024 * 1024
SECONDS = 8
MOST_PAGES = 1000
MOST_OBJECTS = 400_000
MOST_ACTIONS = 100
ACTIVE_KEYS = {"/JS", "/EmbeddedFiles", "/RichMediaContent", "/XFA"}
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute", "/SubmitForm", "/GoToR", "/GoToE",
    "/Movie", "/Sound", "/Rendition",
}  # fmt: skip
# What a file may do by itself, when it or a page is opened: go to a place within it. A link that a person
# presses may lead elsewhere.
QUIET_ACTIONS = {"/GoTo", "/Named"}
ACTIVE_TYPES = {"/EmbeddedFile", "/RichMedia"}


def check(content: bytes) -> dict[str, Any]:
    """`{"pages": n}`, or `{"fault": "broken" | "encrypted" | "active" | "too_many_pages"}`."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return {"fault": "encrypted"}
            pages = len(pdf.pages)
            if pages == 0:
                return {"fault": "broken"}
            if pages > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
                return {"fault": "too_many_pages"}
            if any(_active(pikepdf, thing) for thing in pdf.objects):
                return {"fault": "active"}
            return {"pages": pages}
    except pikepdf.PasswordError:
        return {"fault": "encrypted"}
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, MemoryError):
        return {"fault": "broken"}


def _active(pikepdf: Any, thing: Any, depth: int = 0) -> bool:
    """Whether an object, or what it holds directly, runs something or carries a file."""
    if depth > 60:
        return True  # nothing honest nests so deep
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Array):
        return any(_active(pikepdf, part, depth + 1) for part in _direct(thing))
    if not isinstance(thing, pikepdf.Dictionary):
        return False
    keys = set(thing.keys())
    if keys & ACTIVE_KEYS or str(thing.get("/S", "")) in ACTIVE_ACTIONS:
        return True
    if any(str(thing.get(key, "")) in ACTIVE_TYPES for key in ("/Type", "/Subtype") if key in keys):
        return True
    if _acts_by_itself(pikepdf, thing, keys):
        return True
    return any(_active(pikepdf, part, depth + 1) for part in _direct(thing.values()))


def _acts_by_itself(pikepdf: Any, thing: Any, keys: set[str]) -> bool:
    """Whether opening, closing or looking at something does more than move within the file."""
    actions = [thing["/OpenAction"]] if "/OpenAction" in keys else []
    if "/AA" in keys:
        reactions = thing["/AA"]
        if not isinstance(reactions, pikepdf.Dictionary):
            return True
        actions += list(reactions.values())
    for _each in range(MOST_ACTIONS):
        if not actions:
            return False
        action = actions.pop()
        if isinstance(action, pikepdf.Dictionary):
            if str(action.get("/S", "")) not in QUIET_ACTIONS:
                return True
            following = action.get("/Next")
            if isinstance(following, pikepdf.Array):
                actions += list(following)
            elif following is not None:
                actions.append(following)
    return True  # a chain without an end


def _direct(parts: Any) -> Any:
    """Parts written in place; those written elsewhere are met on their own."""
    return (part for part in parts if hasattr(part, "is_indirect") and not part.is_indirect)


def preview(content: bytes, width: int) -> bytes:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    page = pdf[0]
    across, down = page.get_size()
    scale = min(width / max(across, 1), 2 * width / max(down, 1))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG")
    return out.getvalue()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    if sys.argv[1] == "check":
        sys.stdout.write(json.dumps(check(content)))
    else:
        sys.stdout.buffer.write(preview(content, int(sys.argv[2])))


if __name__ == "__main__":
    main()
