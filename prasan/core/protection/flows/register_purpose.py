"""Enter a purpose into the register; a change is a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from prasan.foundation import locks
from prasan.foundation.errors import Invalid

from ..law import BASES, CLASSES
from ..models import Purpose


@dataclass(frozen=True)
class Use:
    """What a purpose says. title, law: {"th": ..., "en": ...}; the rest as in the register."""

    agency: str
    title: Mapping[str, str]
    basis: str
    keep_years: int
    law: Mapping[str, str] | None = None
    section: str = ""
    data: Sequence[str] = ()
    classes: Sequence[str] = ()
    recipients: Sequence[str] = ()


def register_purpose(code: str, use: Use) -> Purpose:
    """The current version of a purpose, a new one if `use` says something else than before.

    Raises Invalid (fields "basis", "classes", "title", "keep_years") for what the law or the format does not
    know, among it sensitive data on a basis that does not carry it (s. 26).
    """
    _check(use)
    law = use.law or {}
    said = {
        "agency": use.agency, "title_th": use.title["th"], "title_en": use.title["en"], "basis": use.basis,
        "law_th": law.get("th", ""), "law_en": law.get("en", ""), "section": use.section,
        "data": sorted(set(use.data)), "classes": sorted(set(use.classes)),
        "recipients": sorted(set(use.recipients)), "keep_years": use.keep_years, "ended": False,
    }  # fmt: skip
    last = _last(code)
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    return Purpose.objects.create(
        code=code, version=last.version + 1 if last else 1, at=timezone.now(), **said
    )


def end_purpose(code: str) -> None:
    """Enter that the data is no longer used for this purpose; nothing when it was not."""
    last = _last(code)
    if last and not last.ended:
        last.pk, last.version, last.ended, last.at = None, last.version + 1, True, timezone.now()
        last.save(force_insert=True)


def _last(code: str) -> Purpose | None:
    """The newest version; whoever else registers this purpose waits until we commit."""
    locks.one_at_a_time(locks.Kind.PURPOSE, code)
    return Purpose.objects.filter(code=code).order_by("-version").first()


def _check(use: Use) -> None:
    wrong = {}
    if use.basis not in BASES:
        wrong["basis"] = _("There is no such lawful basis.")
    elif "sensitive" in use.classes and not BASES[use.basis].sensitive:
        wrong["basis"] = _(
            "Sensitive data needs explicit consent or a law that provides for it (section 26)."
        )
    if not set(use.classes) <= set(CLASSES):
        wrong["classes"] = _("There is no such class of data.")
    if not (use.title.get("th") and use.title.get("en")):
        wrong["title"] = _("Write the purpose in Thai and in English.")
    if not 1 <= use.keep_years <= 100:
        wrong["keep_years"] = _("Data is kept for 1 to 100 years.")
    if wrong:
        raise Invalid(fields=wrong)
