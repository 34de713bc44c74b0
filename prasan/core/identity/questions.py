"""What people are asked about themselves, and allauth's forms as the same kind of questions."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prasan.foundation import scope
from prasan.foundation.types import Words
from prasan.look.fields import Choice, Field, Kind

from . import tasks
from .flows.send_resets import sealed
from .models import Account, Person
from .passwords import LONGEST, TOO_LONG

# What is on the person's card: fixed once somebody compared them with it.
ON_THE_CARD = ("prefix_th", "given_th", "family_th", "birth_date")


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form with our words: one field for name, telephone number or e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("User name, telephone number or e-mail")
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST, TOO_LONG))


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    """Whose password is forgotten, by their e-mail; nobody is told whether an account has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("E-mail")

    def clean_email(self) -> str:
        """The address alone: who has an account with it is looked up by the worker, so that time does not tell."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Leave the letters to the worker; the address stands sealed in its queue."""
        email: str = self.cleaned_data["email"]
        tasks.send_resets.defer(sealed=sealed(email))
        return email


class _AnyCredential:
    """What a browser never sends as a passkey's answer is a wrong code; allauth foresees but some of it."""

    def full_clean(self: Any) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except (
            LookupError,
            AttributeError,
            TypeError,
            ValueError,
            RecursionError,
            struct.error,
            InvalidSignature,
        ):
            self.cleaned_data = dict[str, Any]()
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class PasskeyCodeForm(_AnyCredential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class PasskeySignInForm(_AnyCredential, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey."""


class PasskeyAgainForm(_AnyCredential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Showing once more with a passkey that it is the person."""


class PasskeyForm(_AnyCredential, AddWebAuthnForm):  # type: ignore[misc]
    """allauth's form with our words; a key opens by itself unless the person wants a second step only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext_lazy("Name of this key, such as the name of your phone")
        self.fields["name"].initial = self.initial["name"] = gettext_lazy("My key")
        passwordless = self.fields["passwordless"]
        passwordless.label = gettext_lazy("Sign in with this key alone, without a password")
        passwordless.help_text = ""
        passwordless.initial = True


def sign_up_questions() -> list[Field]:
    """A new account for a citizen."""
    return [
        *name_questions(),
        *_contacts(),
        Field(
            Kind.CITIZEN_ID,
            "citizen_id",
            _("Citizen ID"),
            help=_("13 digits. They fill in forms for you. Never send a copy of your card."),
        ),
        Field(
            Kind.TEXT,
            "username",
            _("User name"),
            help=_("3 to 40 letters a-z, digits, dots and dashes."),
            required=True,
            pattern=r"^[A-Za-z0-9._-]{3,40}$",
            max_length=40,
            autocomplete="username",
        ),
        Field(
            Kind.PASSWORD,
            "password",
            _("Password"),
            help=_("At least 10 characters. A few words that only you think of are best."),
            required=True,
            max_length=200,
            autocomplete="new-password",
        ),
    ]


def check_sign_up(answers: dict[str, Any]) -> dict[str, Words]:
    """What is wrong beyond the form of the answers: a user name that is taken, a weak password."""
    wrong: dict[str, Words] = {}
    if name := answers.get("username"):
        with scope.system("sign-in"):
            if Account.objects.filter(username=name.lower()).exists():
                wrong["username"] = _("This user name is taken. Choose another.")
    if password := answers.get("password"):
        made_of = ("username", "given_th", "family_th", "email")
        try:
            validate_password(password, Account(**{k: answers.get(k) or "" for k in made_of}))
        except ValidationError as error:
            wrong["password"] = " ".join(error.messages)
    return wrong


def details_questions(account: Account, *, verified: bool) -> list[Field]:
    """What a person may correct about themselves."""
    person = Person.objects.filter(account=account).first()
    questions = [
        *name_questions(account),
        Field(Kind.TEXT, "given_en", _("Given name in English"), value=account.given_en, max_length=120),
        Field(Kind.TEXT, "family_en", _("Family name in English"), value=account.family_en, max_length=120),
        Field(
            Kind.DATE,
            "birth_date",
            _("Date of birth"),
            value=person.birth_date.isoformat() if person and person.birth_date else None,
        ),
        *_contacts(account),
        Field(Kind.ADDRESS, "address", _("Address"), value=person.address if person else None),
        Field(
            Kind.RADIOS,
            "language",
            _("Language of messages to you"),
            value=account.language,
            required=True,
            choices=[Choice("th", "ไทย"), Choice("en", "English")],
        ),
        Field(Kind.CHECKBOX, "large_text", _("Show larger text"), value=account.large_text),
    ]
    return [q for q in questions if not (verified and q.name in ON_THE_CARD)]


def name_questions(account: Account | None = None) -> list[Field]:
    """Title, given name and family name."""
    return [
        Field(
            Kind.TEXT,
            "prefix_th",
            _("Title before the name"),
            help=_("Such as นาย, นาง, นางสาว, a rank or a title."),
            value=account and account.prefix_th,
            max_length=20,
            autocomplete="honorific-prefix",
        ),
        Field(
            Kind.TEXT,
            "given_th",
            _("Given name"),
            value=account and account.given_th,
            required=True,
            max_length=120,
            autocomplete="given-name",
        ),
        Field(
            Kind.TEXT,
            "family_th",
            _("Family name"),
            value=account and account.family_th,
            required=True,
            max_length=120,
            autocomplete="family-name",
        ),
    ]


def _contacts(account: Account | None = None) -> list[Field]:
    return [
        Field(Kind.PHONE, "phone", _("Telephone number"), value=account and account.phone),
        Field(Kind.EMAIL, "email", _("E-mail"), value=account and account.email, max_length=254),
    ]


def as_questions(form: forms.BaseForm) -> Sequence[Field]:
    """A Django form's visible fields as questions of our look."""
    return [_question(bound) for bound in form.visible_fields()]


def _question(bound: forms.BoundField) -> Field:
    widget = bound.field.widget
    kind = Kind.TEXT
    if isinstance(widget, forms.PasswordInput):
        kind = Kind.PASSWORD
    elif isinstance(widget, forms.CheckboxInput):
        kind = Kind.CHECKBOX
    value = bound.value()
    return Field(
        kind=kind,
        name=bound.html_name,
        label=str(bound.label),
        help=str(bound.help_text or ""),
        value=None if kind is Kind.PASSWORD else value,
        required=bound.field.required,
        errors={bound.html_name: " ".join(map(str, bound.errors))} if bound.errors else {},
        autocomplete=str(widget.attrs.get("autocomplete", "")),
    )
