"""What a file is, by its content; its name is only what people call it."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

import filetype

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
IMAGES = (JPEG, PNG, WEBP)
TEXT = ("text/plain", "text/csv")
DEFAULT = (JPEG, PNG, PDF)
_SUFFIX = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf", "text/plain": ".txt", "text/csv": ".csv"}


def media_type(content: bytes, accept: tuple[str, ...]) -> str:
    """The media type by signature; of text, the first text type in `accept`; "" when unknown."""
    kind = filetype.guess(content[:8192])
    if kind is not None:
        return str(kind.mime)
    text = next((t for t in accept if t in TEXT), "")
    if text and b"\0" not in content:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return ""
        return text
    return ""


def clean_name(name: str, media: str) -> str:
    """A name fit to show and to save under: no path, no control or direction characters, the true suffix."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C")
    base = "".join("_" if c in '<>:"|?*%' else c for c in base).strip(" .")
    path = PurePath(base or "file")
    suffix = _SUFFIX.get(media, path.suffix[:10])
    stem = path.stem if path.suffix else base
    if media == JPEG and path.suffix.lower() in (".jpg", ".jpeg"):
        suffix = path.suffix.lower()
    return (stem.strip(" .")[:120] or "file") + suffix


def kind_name(media: str) -> str:
    """What people call a media type: "JPEG", "PDF", "DOCX"."""
    suffix = _SUFFIX.get(media) or _usual_suffix(media)
    return {"JPG": "JPEG"}.get(suffix.lstrip(".").upper(), suffix.lstrip(".").upper())


def _usual_suffix(media: str) -> str:
    """The usual suffix of a media type, or its last word."""
    known = filetype.get_type(mime=media)
    return str(known.extension) if known else media.rpartition("/")[2]
