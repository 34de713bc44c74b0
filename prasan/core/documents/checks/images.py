"""Pictures are decoded under a limit and written anew: upright, without place, device or hidden data."""

from __future__ import annotations

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from prasan.foundation.errors import Invalid, TooLarge, Unavailable

from .sniff import JPEG, PNG, WEBP

MOST_PIXELS = 50_000_000  # a 48-megapixel phone camera passes: up to 4 s of a processor
SMALL_PIXELS = 13_000_000  # what most telephones send passes at once: up to 1 s
PATIENCE = 30.0  # seconds a large picture waits for its turn
_one_large = threading.BoundedSemaphore()
# What decoders raise over bytes made to break them; the last ones come from the notes beside a picture.
_BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, zlib.error,
    struct.error, TypeError, LookupError, AttributeError, ArithmeticError,
)  # fmt: skip
# Of effort as much as pays: the usual ones take three and six times as long for files that are hardly smaller.
_SAVED: dict[str, dict[str, object]] = {
    JPEG: {"quality": 90},
    PNG: {"compress_level": 3},
    WEBP: {"quality": 90, "method": 2},
}
_FORMAT = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}


def clean_image(content: bytes, media: str) -> bytes:
    """The same picture without metadata, turned as it was meant to be seen.

    Raises TooLarge for more pixels than `MOST_PIXELS`, Invalid for a picture that cannot be read, Unavailable
    when too many large ones wait.
    """
    opened = _opened(content, media)
    with _turn(opened):
        picture = _upright(opened)
        if picture.mode not in ("RGB", "L", "RGBA", "LA", "P") or (
            media == JPEG and picture.mode in ("P", "RGBA", "LA")
        ):
            picture = picture.convert("RGB")
        plain = Image.new(picture.mode, picture.size)
        if picture.mode == "P" and (palette := picture.getpalette()) is not None:
            plain.putpalette(palette)
        plain.paste(picture)
        options = dict(_SAVED[media])
        if picture.mode == "P" and "transparency" in picture.info:
            options["transparency"] = picture.info["transparency"]
        out = io.BytesIO()
        plain.save(out, _FORMAT[media], **options)
        return out.getvalue()


def thumbnail(content: bytes, media: str, width: int) -> bytes:
    """A PNG no wider and no higher than `width`."""
    opened = _opened(content, media)
    opened.draft(
        "RGB", (width, width)
    )  # a JPEG is decoded near the size that is wanted, at a fraction of the cost
    with _turn(opened):
        picture = _upright(opened)
        picture.thumbnail((width, width))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "PNG")
        return out.getvalue()


@contextmanager
def _readable() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of notes that make no sense, and of many pixels: told below
            yield
    except Image.DecompressionBombError as error:
        raise TooLarge(_("This picture has too many pixels."), code="too-many-pixels") from error
    except _BROKEN as error:
        raise Invalid(_("This picture cannot be read. It may be damaged."), code="broken-file") from error


def _opened(content: bytes, media: str) -> ImageFile.ImageFile:
    """The picture's head; nothing is decoded yet."""
    with _readable():
        opened: ImageFile.ImageFile = Image.open(io.BytesIO(content), formats=[_FORMAT[media]])
        if opened.width * opened.height <= MOST_PIXELS:
            return opened
    raise TooLarge(_("This picture has too many pixels."), code="too-many-pixels")


def _upright(opened: ImageFile.ImageFile) -> Image.Image:
    with _readable():
        opened.load()
        return ImageOps.exif_transpose(opened)


@contextmanager
def _turn(opened: ImageFile.ImageFile) -> Iterator[None]:
    """Large pictures one after the other: a process works on one of them, whoever sends however many."""
    if opened.width * opened.height <= SMALL_PIXELS:
        yield
        return
    if not _one_large.acquire(timeout=PATIENCE):
        raise Unavailable(
            _("Many large pictures are being checked. Send yours again in a minute."), code="busy"
        )
    try:
        yield
    finally:
        _one_large.release()
