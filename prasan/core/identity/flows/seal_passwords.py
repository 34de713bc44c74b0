"""Seal the password hashes that an earlier version kept open."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher

from prasan.foundation import scope

from ..hashing import sealed
from ..models import Account

_BATCH = 500
_OPEN = f"{Argon2PasswordHasher.algorithm}$"


def seal_passwords() -> int:
    """Seal every hash that is not; how many there were. Whose it is signs in once more."""
    done = 0
    while True:
        with scope.system("sign-in"):
            found = Account.objects.filter(password__startswith=_OPEN).select_for_update(skip_locked=True)
            batch = list(found.only("password")[:_BATCH])
            for account in batch:
                account.password = sealed(account.password)
            Account.objects.bulk_update(batch, ["password"])
        done += len(batch)
        if len(batch) < _BATCH:
            return done
