"""A person who signs in, and what only they and the program may read of them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from prasan.foundation.languages import in_language

from ..passwords import LONGEST


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; sign-in looks them up by username."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(username=username.lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person's account: how they sign in and what colleagues may see of an officer.

    subject: the opaque id by which the ledger and other rooms know the person.
    ial: identity assurance level reached (ETDA: "1.1" ... "3").
    is_officer: has an active membership; officers see one another's accounts, nobody sees a citizen's.
    sessions_from: sessions begun before it are over.
    """

    password = models.CharField(max_length=400)  # see hashing.py
    subject = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    username = models.CharField(unique=True, max_length=150)
    email = models.EmailField(blank=True, db_index=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    prefix_th = models.CharField(max_length=60, blank=True)
    given_th = models.CharField(max_length=120, blank=True)
    family_th = models.CharField(max_length=120, blank=True)
    given_en = models.CharField(max_length=120, blank=True)
    family_en = models.CharField(max_length=120, blank=True)
    ial = models.CharField(max_length=4, default="1.1")
    language = models.CharField(max_length=2, default="th")
    large_text = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_officer = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    sessions_from = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    # [unit, agency, roles] of each active membership, set when the account was read for a session.
    seats: list[tuple[int, int, list[str]]] | None = None

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, **how: Any) -> None:
        """User name and e-mail are kept in small letters, in which they are looked up."""
        self.username, self.email = self.username.lower(), self.email.lower()
        super().save(**how)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password; one that is too long to be is not even tried."""
        return len(raw_password or "") <= LONGEST and super().check_password(raw_password)

    def get_session_auth_hash(self) -> str:
        """What a session must carry to count: it changes with the password, and when the account is closed."""
        since = self.sessions_from
        return super().get_session_auth_hash() + (since.isoformat() if since else "")

    @property
    def is_erased(self) -> bool:
        """Whether who the person was has been erased."""
        return self.username == f"erased-{self.pk}"

    @property
    def name(self) -> str:
        """The full name in the language in force."""
        return in_language(self.name_th, self.name_en)

    @property
    def name_th(self) -> str:
        """The full name as written in Thai: prefix joined to the given name, then the family name."""
        return f"{self.prefix_th}{self.given_th} {self.family_th}".strip()

    @property
    def name_en(self) -> str:
        """The romanised name, or the Thai one when none is known."""
        return f"{self.given_en} {self.family_en}".strip() or self.name_th


class Person(models.Model):
    """Facts of the person behind an account that nobody else reads in passing, not even an officer.

    citizen_id_sealed: the 13 digits, encrypted. citizen_id_hash: keyed hash of them, for look-up alone.
    address: parts of a Thai address: no, moo, village, soi, road, place (code of the sub-district), postcode.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="person")
    citizen_id_sealed = models.TextField(blank=True)
    citizen_id_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    birth_date = models.DateField(null=True, blank=True)
    address = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return str(self.account_id)
