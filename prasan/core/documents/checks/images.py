"""Pictures are decoded under a limit and written anew: upright, without place, device or hidden data."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from prasan.foundation.errors import Invalid, TooLarge

from .sniff import JPEG, PNG, WEBP

MOST_PIXELS = 50_000_000  # a 48-megapixel phone camera passes
# What decoders raise over bytes made to break them; the last ones come from the notes beside a picture.
_BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, zlib.error,
    struct.error, TypeError, LookupError, AttributeError, ArithmeticError,
)  # fmt: skip
_FORMAT = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}


def clean_image(content: bytes, media: str) -> bytes:
    """The same picture without metadata, turned as it was meant to be seen.

    Raises TooLarge for more pixels than `MOST_PIXELS`, Invalid for a picture that cannot be read.
    """
    picture = _upright(content, media)
    if picture.mode not in ("RGB", "L", "RGBA", "LA", "P") or (
        media == JPEG and picture.mode in ("P", "RGBA", "LA")
    ):
        picture = picture.convert("RGB")
    plain = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and (palette := picture.getpalette()) is not None:
        plain.putpalette(palette)
    plain.paste(picture)
    options: dict[str, object] = {"quality": 90} if media != PNG else {}
    if picture.mode == "P" and "transparency" in picture.info:
        options["transparency"] = picture.info["transparency"]
    out = io.BytesIO()
    plain.save(out, _FORMAT[media], **options)
    return out.getvalue()


def thumbnail(content: bytes, media: str, width: int) -> bytes:
    """A PNG no wider and no higher than `width`."""
    picture = _upright(content, media)
    picture.thumbnail((width, width))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _upright(content: bytes, media: str) -> Image.Image:
    broken = Invalid(_("This picture cannot be read. It may be damaged."), code="broken-file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of notes that make no sense, and of many pixels: told below
            opened: ImageFile.ImageFile = Image.open(io.BytesIO(content), formats=[_FORMAT[media]])
            if opened.width * opened.height > MOST_PIXELS:
                raise TooLarge(_("This picture has too many pixels."), code="too-many-pixels")
            opened.load()
            return ImageOps.exif_transpose(opened)
    except Image.DecompressionBombError as error:
        raise TooLarge(_("This picture has too many pixels."), code="too-many-pixels") from error
    except _BROKEN as error:
        raise broken from error
