"""Send the links by which a forgotten password is replaced."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from prasan.core.notices import service as notices
from prasan.foundation import scope, seal

from ..models import Account, Contact, ContactChannel
from .throttle import too_many_letters

MOST_LETTERS = 30  # to one address in an hour
_CONTEXT = "forgotten"
RESET = "password_reset"
RESET_LETTER = notices.Template(
    _("Choose a new password"),
    _(
        "Somebody, probably you, asked for a new password for the account %(name)s. Choose it within one hour at"
        " %(url)s\nIf it was not you, nothing has to be done: the password stays as it is."
    ),
)


def send_resets(email: str) -> None:
    """A letter for each account that has proven this e-mail (a family may share one), who is proven best first.

    One that was only typed may be a stranger's. Only by e-mail: a letter in an inbox is read by who is signed in already.
    """
    with scope.system("sign-in"):
        proven = Contact.objects.filter(channel=ContactChannel.EMAIL, address=email).values("account")
        found = Account.objects.filter(email=email, pk__in=proven, is_active=True, is_demo=False)
        for account in found.order_by("-ial", "id")[:MOST_LETTERS]:
            if too_many_letters(email, MOST_LETTERS):
                return
            token = default_token_generator.make_token(account)
            with translation.override(account.language):
                there = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), token])
            key = f"{RESET}:{hashlib.sha256(f'{account.pk} {token}'.encode()).hexdigest()}"
            values = {"url": settings.PUBLIC_URL + there, "name": account.username}
            notices.send(notices.Address(email=email), RESET, values, lang=account.language, dedupe_key=key)


def sealed(email: str) -> str:
    """The address as it stands in the worker's queue."""
    return base64.b64encode(seal.seal(email.encode(), context=_CONTEXT)).decode()


def opened(text: str) -> str:
    """The address again."""
    return seal.unseal(base64.b64decode(text), context=_CONTEXT).decode()
