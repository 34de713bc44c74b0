"""Lawful bases and classes of data as data (Personal Data Protection Act B.E. 2562)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from prasan.foundation.types import Words


@dataclass(frozen=True)
class LawfulBasis:
    """Why personal data may be used. code: as service files write it. sensitive: fits data of s. 26."""

    code: str
    title: Words
    section: str
    asks_consent: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class DataClass:
    """How closely a kind of data is guarded; each class includes the care of the ones before it.

    masked: shown only in part until there is a need. logged: a look at it is in the ledger.
    """

    code: str
    title: Words
    rank: int
    masked: bool
    logged: bool


BASES = {
    basis.code: basis
    for basis in (
        LawfulBasis("consent", _("Consent"), "19", asks_consent=True),
        LawfulBasis("research", _("Research, history or statistics"), "24(1)"),
        LawfulBasis("vital_interest", _("Danger to life, body or health"), "24(2)"),
        LawfulBasis("contract", _("A contract with the person"), "24(3)"),
        LawfulBasis("public_task", _("A task in the public interest or state authority"), "24(4)"),
        LawfulBasis("legitimate_interest", _("A legitimate interest"), "24(5)"),
        LawfulBasis("legal_duty", _("A legal duty"), "24(6)"),
        LawfulBasis(
            "sensitive_consent",
            _("Explicit consent to sensitive data"),
            "26",
            asks_consent=True,
            sensitive=True,
        ),
        LawfulBasis("sensitive_law", _("A law that provides for sensitive data"), "26(5)", sensitive=True),
    )
}
CLASSES = {
    data_class.code: data_class
    for data_class in (
        DataClass("public", _("Public"), 0, masked=False, logged=False),
        DataClass("internal", _("Internal"), 1, masked=False, logged=False),
        DataClass("personal", _("Personal"), 2, masked=False, logged=True),
        DataClass("sensitive", _("Sensitive"), 3, masked=True, logged=True),
    )
}
