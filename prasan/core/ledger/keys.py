"""The log's signing key: in PRASAN_LEDGER_KEY (base64 of 32 bytes), or made once under PRASAN_HOME/keys."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from prasan.foundation.tlog import Signer, Verifier, unbase64


def origin() -> str:
    """The log's name: the portal's address without its scheme, as C2SP tlog-tiles recommends."""
    return str(settings.LEDGER_ORIGIN)


def signer() -> Signer:
    """The key that signs checkpoints. Raises ValueError when PRASAN_LEDGER_KEY is not a key."""
    raw = unbase64(os.environ["PRASAN_LEDGER_KEY"]) if "PRASAN_LEDGER_KEY" in os.environ else _kept()
    return Signer(origin(), Ed25519PrivateKey.from_private_bytes(raw))


def verifier() -> Verifier:
    """The public key that everyone checks with."""
    return signer().verifier


def _kept() -> bytes:
    path = Path(settings.HOME) / "keys" / "ledger"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = path.with_name(f"ledger.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_bytes(base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()))
        try:
            os.link(made, path)  # of two that make a key at once, the first wins
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return unbase64(path.read_text())
