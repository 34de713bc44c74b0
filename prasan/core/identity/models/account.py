"""A person or system that signs in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; sign-in looks them up by username."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person's account. Names are kept as the law's papers write them; ids are erasable.

    subject: the opaque id by which the ledger and other rooms know the person.
    ial: identity assurance level reached (ETDA: "1.1" ... "3").
    """

    subject = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    username = models.CharField(unique=True, max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    prefix_th = models.CharField(max_length=60, blank=True)
    given_th = models.CharField(max_length=120, blank=True)
    family_th = models.CharField(max_length=120, blank=True)
    given_en = models.CharField(max_length=120, blank=True)
    family_en = models.CharField(max_length=120, blank=True)
    citizen_id = models.CharField(max_length=13, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    address = models.JSONField(default=dict, blank=True)
    ial = models.CharField(max_length=4, default="1.1")
    language = models.CharField(max_length=2, default="th")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen_id"], condition=~models.Q(citizen_id=""), name="account_citizen_id_once"
            ),
            models.CheckConstraint(
                condition=models.Q(citizen_id__regex=r"^(\d{13})?$"), name="account_citizen_id_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name_th or self.username

    @property
    def name_th(self) -> str:
        """The full name as written in Thai: prefix joined to the given name, then the family name."""
        return f"{self.prefix_th}{self.given_th} {self.family_th}".strip()

    @property
    def name_en(self) -> str:
        """The romanised name, or the Thai one when none is known."""
        return f"{self.given_en} {self.family_en}".strip() or self.name_th
