"""What large pictures cost is bounded, however many come at once."""

from __future__ import annotations

import io
import threading
import time

import pytest
from PIL import Image, ImageFile

from prasan.core.documents.checks import images
from prasan.foundation.errors import Unavailable


def picture(form: str, width: int = 400, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, form)
    return out.getvalue()


def test_large_ones_are_decoded_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "SMALL_PIXELS", 100)
    upright, lock, busy, most = images._upright, threading.Lock(), 0, 0

    def watched(opened: ImageFile.ImageFile) -> Image.Image:
        nonlocal busy, most
        with lock:
            busy, most = busy + 1, max(most, busy + 1)
        time.sleep(0.05)
        with lock:
            busy -= 1
        return upright(opened)

    monkeypatch.setattr(images, "_upright", watched)
    content, cleaned = picture("PNG"), list[bytes]()
    threads = [
        threading.Thread(target=lambda: cleaned.append(images.clean_image(content, "image/png")))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(cleaned), most) == (5, 1)


def test_who_waits_too_long_is_told_and_small_ones_do_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PATIENCE", 0.01)
    small, large = picture("PNG"), picture("PNG", 5000, 3000)
    with images._one_large:
        assert images.clean_image(small, "image/png")
        for work in (
            lambda: images.clean_image(large, "image/png"),
            lambda: images.thumbnail(large, "image/png", 90),
        ):
            with pytest.raises(Unavailable) as busy:
                work()
            assert busy.value.code == "busy"
    assert images.thumbnail(large, "image/png", 90)


def test_the_preview_of_a_large_photo_is_decoded_near_its_own_size(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []
    upright = images._upright

    def watched(opened: ImageFile.ImageFile) -> Image.Image:
        sizes.append(opened.size)
        return upright(opened)

    monkeypatch.setattr(images, "_upright", watched)
    made = Image.open(io.BytesIO(images.thumbnail(picture("JPEG", 8000, 6000), "image/jpeg", 900)))
    assert made.size == (900, 675)
    assert sizes == [(2000, 1500)]
