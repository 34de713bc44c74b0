"""Prove who somebody is at a counter: an officer compares the person before them with their ID card.

The person shows a code of their own account, which only who is signed in to it can make; the officer types it
with the number on the card. So the card is tied to the account of who stands there, and to no other.
"""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from prasan.core.directory import service as directory
from prasan.core.ledger import service as ledger
from prasan.core.notices import service as notices
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid, NotAllowed, PrasanError, TooMany
from prasan.foundation.forget import forget
from prasan.foundation.scope import Scope, Seat
from prasan.foundation.thai import to_arabic

from ..models import Account, Person, ProofCode
from ..models.membership import Role
from ..queries import find_person, notice_address
from ..rules import may_verify
from .contacts import CODE_LENGTH, SIGNS
from .remember_person import VERIFIED as LEVEL
from .remember_person import verify_person
from .save_details import is_verified
from .throttle import too_many_of

LASTS = datetime.timedelta(minutes=15)
MOST_CODES = 10  # for an account in an hour
MOST_TRIES = 5  # for one code
MOST_LOOKS = 60  # of an officer in an hour, each look and each confirmation being one
ON_CARD = ("prefix_th", "given_th", "family_th")
VERIFIED = "identity_verified"
LETTER = notices.Template(
    _("Your identity is proven"),
    _(
        "An officer of %(unit)s compared you with your ID card. Your account is now proven at level %(level)s."
        " If it was not you, change your password and tell us at once: call 1111."
    ),
    _("Your identity is proven at level %(level)s. Not you? Call 1111."),
)


def proof_code(account: Account) -> str:
    """A new code for the counter, in two groups; the one before it no longer counts.

    Raises TooMany, and Conflict where nothing is left to prove.
    """
    if is_verified(account):
        raise Conflict(_("Your identity is proven already."))
    if too_many_of("proof-code", str(account.pk), MOST_CODES):
        raise TooMany
    code = "".join(secrets.choice(SIGNS) for _n in range(CODE_LENGTH))
    kept = {"code_hash": _hash(code), "until": timezone.now() + LASTS, "tries": 0}
    with scope.system("verify"):
        ProofCode.objects.update_or_create(account=account, defaults=kept)
    return f"{code[:4]}-{code[4:]}"


def account_at_counter(code: str, citizen_id: str) -> Account:
    """Whose code it is, for the officer in whose scope this runs to compare with the card.

    Raises NotAllowed for who is at no counter or would verify themselves, TooMany, Invalid (field "code" or
    "citizen_id"), Conflict when the number belongs to another account.
    """
    clerk = _clerk()
    with scope.system("verify"):
        account, refused = _asked(clerk, code, citizen_id)
    if refused:
        raise refused  # after the try was counted
    return account


def verify_at_counter(code: str, citizen_id: str, card: dict[str, Any]) -> Account:
    """Record that the officer in whose scope this runs found card, face and name to agree; the code is used up.

    card: prefix_th, given_th, family_th and, where it shows all of it, birth_date (ISO 8601), as on the card.

    The level is 2.1, the lowest of those at which a person is compared with their card (DGA standard
    1-1:2564, which takes its levels from ETDA recommendation 19): an officer sees card and face, but neither
    is the chip read nor does the register of the Department of Provincial Administration answer, which the
    levels above need. Raises what `account_at_counter` raises.
    """
    clerk = _clerk()
    seat = next(s for s in clerk.seats if Role.COUNTER.value in s.roles)
    with scope.system("verify"):
        account, refused = _asked(clerk, code, citizen_id)
        if not refused:
            _record(clerk, seat, account, citizen_id, card)
    if refused:
        raise refused
    return account


def _record(clerk: Scope, seat: Seat, account: Account, citizen_id: str, card: dict[str, Any]) -> None:
    for name in ON_CARD:
        setattr(account, name, card.get(name) or "")
    account.save(update_fields=ON_CARD)
    verify_person(account, citizen_id, ial=LEVEL)
    born = card.get("birth_date")
    Person.objects.filter(account=account).update(
        birth_date=datetime.date.fromisoformat(born) if born else None
    )
    made = ProofCode.objects.get(account=account)
    made.delete()
    unit = directory.unit_by_id(seat.unit)
    ledger.record(
        "admin", actor=clerk.name, agency=unit.agency.code, unit=unit.code,
        role=Role.COUNTER.value, action="verify-identity", subjects=[account.subject],
        data=["person", "name", "citizen_id", "birth_date"], basis="public_task",
    )  # fmt: skip
    to, lang = notice_address(account.pk)
    with override(lang):
        told = {"unit": unit.name, "level": LEVEL}
    notices.send(to, VERIFIED, told, lang=lang, dedupe_key=f"{VERIFIED}:{made.code_hash}")


def forget_proof_codes() -> int:
    """Delete codes whose time is over; answers how many."""
    return forget(ProofCode.objects.filter(until__lt=timezone.now()), "verify")


def _clerk() -> Scope:
    """The officer who asks. Raises NotAllowed, TooMany."""
    clerk = scope.current()
    if clerk.person is None or not may_verify(clerk):
        raise NotAllowed
    if too_many_of("verify", str(clerk.person), MOST_LOOKS):
        raise TooMany
    return clerk


def _asked(clerk: Scope, code: str, citizen_id: str) -> tuple[Account, PrasanError | None]:
    """The account of a live code, locked until the end of the transaction; and why not, where it is not to be."""
    asked = (
        ProofCode.objects.select_for_update(of=("self", "account"))
        .select_related("account")
        .filter(
            code_hash=_hash(code), until__gt=timezone.now(), tries__lt=MOST_TRIES, account__is_active=True
        )
        .first()
    )
    if asked is None:
        raise Invalid(
            fields={"code": _("This code is not known, was used, or its time is over. Ask for a new one.")}
        )
    refused = _refused(clerk, asked.account, citizen_id)
    if refused:
        ProofCode.objects.filter(pk=asked.pk).update(tries=F("tries") + 1)
    return asked.account, refused


def _refused(clerk: Scope, account: Account, citizen_id: str) -> PrasanError | None:
    if account.pk == clerk.person:
        return NotAllowed(_("Nobody verifies themselves. Ask a colleague."))
    if is_verified(account):
        return Conflict(_("This account is proven already."))
    holder = find_person(citizen_id)
    if holder is not None and holder.pk != account.pk:
        return Conflict(
            _(
                "Another account is proven with this citizen ID. The person signs in to that one; if they have"
                " lost the way in they set a new password with “Forgotten password”. If it is not theirs, tell"
                " the administrator, who closes it."
            ),
            code="citizen-id-taken",
        )
    return None


def _hash(code: str) -> str:
    plain = "".join(sign for sign in to_arabic(code).upper() if sign.isalnum())
    return salted_hmac("prasan.identity.proof", plain, algorithm="sha256").hexdigest()
