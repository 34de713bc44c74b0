"""How long a password may be: the work of checking one grows with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

LONGEST = 1000  # characters
TOO_LONG = gettext_lazy("A password has at most 1,000 characters.")


class MaximumLengthValidator:
    """A password that can be signed in with."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for one that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(TOO_LONG, code="password_too_long")

    def get_help_text(self) -> str:
        """For the form."""
        return str(TOO_LONG)
