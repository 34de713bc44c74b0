"""How passwords are kept: hashed with Argon2, and the hash sealed with a key that the database does not hold.

Who reads the table, or a copy of it, has nothing to try passwords on.
"""

from __future__ import annotations

import base64
import contextlib
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

from prasan.foundation import seal

_CONTEXT = "password hash"


class SealedHasher(Argon2PasswordHasher):
    """Argon2 under a seal: "sealed$" and the envelope of Django's own encoding, in base64."""

    algorithm = "sealed"

    def encode(self, password: str, salt: str) -> str:
        return sealed(_argon2.encode(password, salt))

    def decode(self, encoded: str) -> dict[str, Any]:
        return _argon2.decode(_opened(encoded))

    def verify(self, password: str, encoded: str) -> bool:
        """No password is right where the key of the seal is not at hand."""
        with contextlib.suppress(seal.Broken):
            return bool(_argon2.verify(password, _opened(encoded)))
        return False

    def must_update(self, encoded: str) -> bool:
        with contextlib.suppress(seal.Broken):
            return bool(_argon2.must_update(_opened(encoded)))
        return False


def sealed(argon2: str) -> str:
    """What is kept of a hash in Django's encoding."""
    envelope = seal.seal(argon2.encode(), context=_CONTEXT)
    return f"{SealedHasher.algorithm}${base64.b64encode(envelope).decode()}"


def _opened(encoded: str) -> str:
    return seal.unseal(base64.b64decode(encoded.partition("$")[2]), context=_CONTEXT).decode()


_argon2 = Argon2PasswordHasher()
