"""Secrets at rest: AES-256-GCM envelopes for files and fields.

Keys come from `settings.SEAL_KEYS`, newest first: the first seals, any of them opens. An envelope is

    "PSN1" | id of the key (8) | nonce (12) | wrapped file key (48) | nonce (12) | ciphertext and tag

Each file has a key of its own, wrapped by a key of the installation, so that keys are changed by `rewrap`
without touching the files' content.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MAGIC = b"PSN1"
_HEAD = len(_MAGIC) + 8
_WRAPPED = 12 + 32 + 16


class Broken(Exception):
    """An envelope that was changed, belongs elsewhere, or whose key is not at hand."""


def seal(plain: bytes, *, context: str) -> bytes:
    """An envelope of `plain` that opens only with the same `context` (the id of what it belongs to)."""
    key = AESGCM.generate_key(256)
    nonce = os.urandom(12)
    body = AESGCM(key).encrypt(nonce, plain, _MAGIC + context.encode())
    return _wrap(key, context) + nonce + body


def unseal(envelope: bytes, *, context: str) -> bytes:
    """The content of an envelope. Raises Broken."""
    key, rest = _unwrap(envelope, context)
    try:
        return AESGCM(key).decrypt(rest[:12], rest[12:], _MAGIC + context.encode())
    except (InvalidTag, ValueError) as error:
        raise Broken("the content does not open") from error


def rewrap(envelope: bytes, *, context: str) -> bytes:
    """The same envelope under the newest key of the installation. Raises Broken."""
    key, rest = _unwrap(envelope, context)
    return _wrap(key, context) + rest


def _wrap(key: bytes, context: str) -> bytes:
    secret = _secrets()[0]
    head, nonce = _MAGIC + _id(secret), os.urandom(12)
    return head + nonce + AESGCM(_derive(secret, "file")).encrypt(nonce, key, head + context.encode())


def _unwrap(envelope: bytes, context: str) -> tuple[bytes, bytes]:
    head, rest = envelope[:_HEAD], envelope[_HEAD:]
    if head[: len(_MAGIC)] != _MAGIC or len(rest) < _WRAPPED + 28:
        raise Broken("not an envelope")
    secret = next((s for s in _secrets() if _id(s) == head[len(_MAGIC) :]), None)
    if secret is None:
        raise Broken("its key is not at hand")
    try:
        key = AESGCM(_derive(secret, "file")).decrypt(rest[:12], rest[12:_WRAPPED], head + context.encode())
    except InvalidTag as error:
        raise Broken("its key does not open") from error
    return key, rest[_WRAPPED:]


def _secrets() -> list[str]:
    return list(settings.SEAL_KEYS)


@lru_cache(maxsize=64)
def _derive(secret: str, purpose: str) -> bytes:
    info = b"prasan.seal:" + purpose.encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def _id(secret: str) -> bytes:
    return hashlib.sha256(_derive(secret, "id")).digest()[:8]
