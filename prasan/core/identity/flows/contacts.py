"""Letters leave the portal only for addresses that their owner has proven, and only where they want them.

An e-mail address or telephone number is proven by typing a code that was sent there; a LINE account by sending
a code from it. A code lasts a quarter of an hour, is used once, and few are made and tried.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from prasan.core.ledger import service as ledger
from prasan.core.notices import service as notices
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, TooMany
from prasan.foundation.forget import forget
from prasan.foundation.thai import to_arabic

from ..models import IN_USE, Account, Contact, ContactChannel, ContactCode
from .throttle import too_many_of

LASTS = datetime.timedelta(minutes=15)
MOST_CODES = 5  # on a channel for an account, and to an address whoever asks, in an hour
MOST_TRIES = 5  # for one code
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # of a code for LINE; none is taken for another
CODE_LENGTH = 8
CODE, CONNECTED, DISCONNECTED = "contact_code", "line_connected", "line_disconnected"
LETTERS = {
    CODE: notices.Template(
        _("%(code)s is your code"),
        _(
            "Enter %(code)s on the page “How letters reach you” within 15 minutes. Tell it to nobody."
            " If you have not asked for it, nothing has to be done."
        ),
        _("Your code: %(code)s. Tell it to nobody."),
    ),
    CONNECTED: notices.Template(
        _("Your LINE account is connected"),
        _(
            "Letters to you now come by LINE as well. If it was not you, disconnect it at “How letters reach you”."
        ),
    ),
    DISCONNECTED: notices.Template(
        _("Your LINE account is no longer connected"),
        _("You left the official account in LINE, so no letters go there any more."),
    ),
}


def proven(account: Account) -> dict[str, Contact]:
    """The proven addresses of an account by channel: what is no longer its e-mail or telephone number is left out.

    Its owner reads them in any scope, others as the program.
    """
    return {c.channel: c for c in Contact.objects.filter(IN_USE, account=account)}


def waits(account: Account, channel: ContactChannel) -> bool:
    """Whether a code that was sent can still be entered. For its owner, in any scope."""
    asked = ContactCode.objects.filter(account=account, channel=channel, tries__lt=MOST_TRIES)
    return asked.filter(until__gt=timezone.now()).exists()


def send_code(account: Account, channel: ContactChannel) -> None:
    """Send a code to the account's e-mail address or telephone number. Raises TooMany; Invalid where there is none."""
    address = account.email if channel == ContactChannel.EMAIL else account.phone
    if not address:
        raise Invalid(_("Give the address first, in your details."))
    if too_many_of("contact", address, MOST_CODES):
        raise TooMany
    code = f"{secrets.randbelow(1_000_000):06d}"
    made = _keep(account, channel, code, address)
    to = notices.Address(email=address) if channel == ContactChannel.EMAIL else notices.Address(phone=address)
    with scope.system("contacts"):
        notices.send(to, CODE, {"code": code}, lang=account.language, dedupe_key=f"{CODE}:{made.code_hash}")


def prove(account: Account, channel: ContactChannel, typed: str) -> None:
    """Take the code that was sent. Raises Invalid (field "code") for a wrong one or one whose time is over."""
    with scope.system("contacts"):
        asked = (
            ContactCode.objects.select_for_update()
            .filter(account=account, channel=channel, until__gt=timezone.now(), tries__lt=MOST_TRIES)
            .first()
        )
        if asked is None:
            raise Invalid(fields={"code": _("The time of this code is over. Have a new one sent.")})
        right = secrets.compare_digest(asked.code_hash, _hash(channel, typed, account))
        if right:
            asked.delete()
            _prove(account, channel, asked.address)
            _note(account, "prove-address", channel)
        else:
            ContactCode.objects.filter(pk=asked.pk).update(tries=F("tries") + 1)
    if not right:
        raise Invalid(fields={"code": _("The code is not right. Look at the newest letter.")})


def line_code(account: Account) -> str:
    """A new code that the person sends from LINE, in two groups. Raises TooMany."""
    code = "".join(secrets.choice(SIGNS) for _n in range(CODE_LENGTH))
    _keep(account, ContactChannel.LINE, code, "")
    return f"{code[:4]}-{code[4:]}"


def connect_line(user: str, sent: str) -> Account | None:
    """Connect the LINE account that sent a code with whose code it is; None when it is nobody's any more.

    Raises TooMany for a LINE user who tries codes.
    """
    if too_many_of("line", user, MOST_TRIES, window=datetime.timedelta(minutes=10)):
        raise TooMany
    with scope.system("contacts"):
        asked = (
            ContactCode.objects.select_for_update()
            .filter(
                code_hash=_hash(ContactChannel.LINE, sent), until__gt=timezone.now(), account__is_active=True
            )
            .first()
        )
        if asked is None:
            return None
        account = asked.account
        asked.delete()
        made = _prove(account, ContactChannel.LINE, user)
        _note(account, "connect-line", ContactChannel.LINE)
        key = f"{CONNECTED}:{made.pk}:{made.proven_at.isoformat()}"
        notices.send(notices.Address(person=account.pk), CONNECTED, {}, lang=account.language, dedupe_key=key)
        return account


def disconnect_line(account: Account) -> None:
    """The person no longer wants letters by LINE, and we no longer know their LINE account."""
    with scope.system("contacts"):
        ContactCode.objects.filter(account=account, channel=ContactChannel.LINE).delete()
        if Contact.objects.filter(account=account, channel=ContactChannel.LINE).delete()[0]:
            _note(account, "disconnect-line", ContactChannel.LINE)


def left_line(user: str) -> int:
    """A LINE user left the official account: forget who they were; how many accounts that concerned."""
    with scope.system("contacts"):
        gone = list(_of_line(user).select_related("account").select_for_update(of=("self",)))
        for contact in gone:
            contact.account.contacts.filter(pk=contact.pk).delete()
            _note(contact.account, "disconnect-line", ContactChannel.LINE)
            to, lang = notices.Address(person=contact.account_id), contact.account.language
            notices.send(to, DISCONNECTED, {}, lang=lang, dedupe_key=f"{DISCONNECTED}:{contact.pk}")
        return len(gone)


def connected_to(user: str) -> Account | None:
    """An account that this LINE user is connected to."""
    with scope.system("contacts"):
        found = _of_line(user).select_related("account").first()
    return found.account if found else None


def choose(account: Account, wanted: Iterable[str]) -> None:
    """Letters go to these of the proven channels, and no longer to the others."""
    with scope.system("contacts"):
        Contact.objects.filter(account=account).update(wanted=False)
        Contact.objects.filter(account=account, channel__in=list(wanted)).update(wanted=True)


def forget_codes() -> int:
    """Delete codes whose time is over; answers how many."""
    return forget(ContactCode.objects.filter(until__lt=timezone.now()), "contacts")


def _of_line(user: str) -> QuerySet[Contact]:
    return Contact.objects.filter(channel=ContactChannel.LINE, address=user).order_by("id")


def _keep(account: Account, channel: ContactChannel, code: str, address: str) -> ContactCode:
    """The code in the place of the one before it. Raises TooMany."""
    if too_many_of("contact", f"{account.pk} {channel}", MOST_CODES):
        raise TooMany
    kept = {
        "address": address,
        "code_hash": _hash(channel, code, None if channel == ContactChannel.LINE else account),
        "until": timezone.now() + LASTS,
        "tries": 0,
    }
    with scope.system("contacts"):
        return ContactCode.objects.update_or_create(account=account, channel=channel, defaults=kept)[0]


def _prove(account: Account, channel: ContactChannel, address: str) -> Contact:
    now = {"address": address, "proven_at": timezone.now(), "wanted": True}
    return Contact.objects.update_or_create(account=account, channel=channel, defaults=now)[0]


def _hash(channel: ContactChannel, code: str, account: Account | None = None) -> str:
    """Six digits are many people's at a time, so whose they are goes into their hash; LINE's are found by it."""
    plain = "".join(sign for sign in to_arabic(code).upper() if sign.isalnum())
    whose = f"{account.pk}" if account else ""
    return salted_hmac(
        f"prasan.identity.contact.{channel}", f"{whose}:{plain}", algorithm="sha256"
    ).hexdigest()


def _note(account: Account, action: str, channel: ContactChannel) -> None:
    ledger.record(
        "admin", actor=account.name_th or account.username, agency="", unit="", role="citizen", action=action,
        subjects=[account.subject], data=[channel.value],
    )  # fmt: skip
