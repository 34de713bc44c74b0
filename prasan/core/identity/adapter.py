"""What allauth asks of us: throttling, where to go after signing in, our words, secrets at rest."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from prasan.foundation import seal
from prasan.look.context import LARGE_TEXT_COOKIE

from .flows.throttle import network, succeeded, too_many
from .homes import home_of
from .models import Account

_TOTP = "mfa-secret"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in and sign-out."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is not right."),
        "too_many_login_attempts": _(
            "Too many failed attempts. Wait ten minutes to an hour, or sign in with a passkey."
        ),
        "account_inactive": _("This account is closed."),
        "incorrect_password": _("The password is not right."),
    }
    # Where allauth has something to say after an action, by the name of its template.
    said = {
        "password_changed": _("Your password has been changed."),
        "password_set": _("Your password has been set."),
        "totp_activated": _("The authenticator app is set up. Its code is asked for when you sign in."),
        "totp_deactivated": _("The authenticator app is no longer asked for."),
        "recovery_codes_generated": _("New recovery codes were made. The old ones no longer work."),
        "webauthn_added": _("The passkey has been added."),
        "webauthn_removed": _("The passkey has been removed."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go on there; what cannot even be read as an address is no place to go."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if too_many(request, credentials.get("username", "")):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        account: Account | None = super().authenticate(request, **credentials)
        if account:
            succeeded(request, credentials.get("username", ""))
        return account

    def get_client_ip(self, request: HttpRequest) -> str:
        return network(request)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """What shows once more that it is the person, the easiest first."""
        words = {
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code from the app or a recovery code"),
        }
        known: dict[str, dict[str, Any]] = {m["id"]: m for m in super().get_reauthentication_methods(user)}
        return [{**known[id], "description": said} for id, said in words.items() if id in known]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user)  # type: ignore[arg-type]

    def post_login(self, request: HttpRequest, user: Account, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        remember_text_size(response, large=user.large_text)
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Our own words for what we want said; signing in and out need none."""
        if message_template is None:
            super().add_message(request, level, message_template, *args, **more)
            return
        if said := self.said.get(message_template.rsplit("/", 1)[-1].removesuffix(".txt")):
            super().add_message(request, level, message=str(said))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors and passkeys; their secrets are sealed at rest."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Enter the newest one."),
    }

    def get_totp_issuer(self) -> str:
        return "Prasan"

    def get_totp_label(self, user: Account) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal.seal(text.encode(), context=_TOTP)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal.unseal(base64.b64decode(encrypted_text), context=_TOTP).decode()


def remember_text_size(response: HttpResponse, *, large: bool) -> None:
    """Show pages in the size of text the person chose, on this device too."""
    if large:
        response.set_cookie(
            LARGE_TEXT_COOKIE, "large", max_age=31536000, secure=settings.SECURE, samesite="Lax"
        )
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE, samesite="Lax")
