"""The services that come with the program."""

from __future__ import annotations

import hashlib

from prasan.config.terminal import say
from prasan.core.casework import service as casework


def publish_shipped() -> int:
    """Publish each shipped service file that was never published here; returns how many were.

    A file that an agency has since replaced by its own version is left alone: it was published once.
    """
    known, published = casework.published_digests(), 0
    for path in casework.shipped_files():
        source = path.read_bytes()
        if hashlib.sha256(source).hexdigest() in known:
            continue
        try:
            casework.publish_service(source)
            published += 1
        except casework.Faulty as fault:
            for mistake in fault.mistakes:
                say(f"{path}:{mistake.line}:{mistake.column}: {mistake}")
    return published
