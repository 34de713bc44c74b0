"""An entry as a sentence in the reader's language: who did what with which data, why, on what basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import pgettext

from prasan.core.directory import service as directory
from prasan.foundation.errors import NotFound
from prasan.foundation.ids import group_case_number
from prasan.foundation.languages import current_language

from .actions import ACTIONS, OWN_ACTIONS
from .commitments import Purpose
from .queries import Line

KINDS = {
    "look": N_("Looks at data"),
    "decision": N_("Decisions and steps in my cases"),
    "submission": N_("Applications and answers"),
    "payment": N_("Payments"),
    "document": N_("Documents"),
    "admin": N_("Administration"),
}
ROLES = {
    "officer": N_("An officer"),
    "supervisor": N_("A supervisor"),
    "counter": N_("A counter officer"),
    "operator": N_("A hotline operator"),
    "service_owner": N_("A service owner"),
    "finance": N_("A finance officer"),
    "auditor": N_("An auditor"),
    "integrator": N_("A system integrator"),
    "administrator": N_("An administrator"),
}
DATA = {
    "name": N_("name"),
    "phone": N_("telephone number"),
    "email": N_("e-mail address"),
    "address": N_("address"),
    "citizen_id": N_("ID card number"),
    "birth_date": N_("date of birth"),
    "case": N_("case"),
    "title": N_("case title"),
    "service": N_("service applied for"),
    "place": N_("place"),
    "state": N_("state of the case"),
    "person": N_("identity"),
    "answers": N_("answers in the form"),
    "document": N_("documents"),
    "documents": N_("documents"),
    "messages": N_("messages"),
    "payment": N_("payment"),
    "account": N_("account"),
    "ledger": N_("entries in the ledger"),
    "bank_account": N_("bank account"),
    "health": N_("health data"),
    "location": N_("location"),
    "personal": N_("personal data"),
    "sensitive": N_("sensitive data"),
}
BASES = {
    "consent": N_("your consent (PDPA section 19)"),
    "research": N_("research and statistics (PDPA section 24(1))"),
    "vital_interest": N_("danger to life or health (PDPA section 24(2))"),
    "contract": N_("a contract with you (PDPA section 24(3))"),
    "public_task": N_("a public task (PDPA section 24(4))"),
    "legitimate_interest": N_("a legitimate interest (PDPA section 24(5))"),
    "legal_duty": N_("a legal duty (PDPA section 24(6))"),
    "sensitive_consent": N_("your explicit consent (PDPA section 26)"),
    "sensitive_law": N_("a law on sensitive data (PDPA section 26(5))"),
}


def sentence(line: Line) -> str:
    """ "An officer of the Registration Section, Department X, looked at your name and address, ..." """
    who_ = who(line.role, line.agency, line.unit)
    if line.kind == "look":
        told = _("%(who)s looked at your %(data)s") % {"who": who_, "data": listed_data(line.data)}
    elif line.role == "citizen" and line.action in OWN_ACTIONS:
        return ended(
            _("You, or somebody acting for you, %(did)s") % {"did": _(OWN_ACTIONS[line.action])}, line
        )
    elif line.action in ACTIONS and (did := ACTIONS[line.action].person):
        told = _("%(who)s %(did)s") % {"who": who_, "did": _(did)}
    elif line.kind == "decision":
        told = _("%(who)s took your case a step further") % {"who": who_}
    else:
        told = _("%(who)s recorded something about you (%(action)s)") % {"who": who_, "action": line.action}
    return ended(told, line, why(line))


def why(line: Line) -> str:
    """The end of a sentence that says for what purpose and on what basis."""
    told = _purpose(purpose) if (purpose := text_in(line.purpose)) else ""
    if line.basis:
        told += _(", on the basis of %(basis)s") % {"basis": _word(BASES, line.basis)}
    return told


def listed_data(kinds: Sequence[str]) -> str:
    """Kinds of data in words, as a list in the sentence."""
    return _listed([_word(DATA, kind) for kind in kinds]) or _("data")


def ended(told: str, line: Line, reason: str = "") -> str:
    """A sentence with the case it is about, the reason, and its full stop where the language has one."""
    if line.case:
        told += _(", in case %(number)s") % {"number": group_case_number(line.case)}
    told += reason
    return told if current_language() == "th" else f"{told}."


def described(record: Mapping[str, Any] | None, subject: Mapping[str, Any] | None) -> Line | None:
    """The readable parts of a verified receipt as a line, or None when it opens none."""
    if record is None:
        return None
    own = subject or record
    try:
        return Line(
            leaf=0, at=datetime.fromisoformat(record["at"]), kind=record["kind"], actor=record["actor"],
            role=record["role"], agency=record["agency"], unit=record["unit"], action=record["action"],
            case=own["case"], data=tuple(own["data"]), purpose=own["purpose"], basis=own["basis"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None


def text_in(purpose: Purpose) -> str:
    """A purpose in the reader's language, or in the one it has."""
    if isinstance(purpose, str):
        return purpose
    return str(purpose.get(current_language()) or purpose.get("th") or purpose.get("en") or "")


def who(role: str, agency: str, unit: str) -> str:
    """Who acts, by role and office."""
    if role == "citizen":
        return _("Somebody acting for you")
    if role == "visitor":
        return _("Somebody who was not signed in")
    if role in ("system", "program") or not agency:
        return _("The system")
    try:
        office = directory.unit(f"{agency}/{unit}").office
    except (NotFound, ValueError):
        office = directory.agency_name(agency)
    return _("%(role)s of %(office)s") % {"role": _word(ROLES, role) if role in ROLES else _("An officer"),
                                          "office": office}  # fmt: skip


def _purpose(purpose: str) -> str:
    """English purposes begin "To ..." and go on in the sentence; others are quoted."""
    if current_language() == "th":
        return _(", to %(purpose)s") % {"purpose": purpose.removeprefix("เพื่อ")}
    if purpose.lower().startswith("to "):
        return _(", to %(purpose)s") % {"purpose": purpose[3:].rstrip(".")}
    return _(", for the purpose “%(purpose)s”") % {"purpose": purpose}


def _word(words: Mapping[str, str], code: str) -> str:
    return _(words[code]) if code in words else code


def _listed(words: Sequence[str]) -> str:
    words = list(dict.fromkeys(words))
    if len(words) < 2:
        return "".join(words)
    joined = pgettext("three or more", "%(some)s and %(last)s") if words[2:] else _("%(some)s and %(last)s")
    return joined % {
        "some": pgettext("between the words of a list", ", ").join(words[:-1]),
        "last": words[-1],
    }
