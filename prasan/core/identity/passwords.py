"""What a password must be, in the reader's language; and how long it may be, as the work of checking grows with it."""

from __future__ import annotations

from django.contrib.auth import password_validation as known
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 1000  # characters
TOO_LONG = gettext_lazy("A password has at most 1,000 characters.")


class MinimumLengthValidator(known.MinimumLengthValidator):
    """One that is not tried out quickly."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("Use a password of at least %(least)s characters.") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """For the form."""
        return _("A password has at least %(least)s characters.") % {"least": self.min_length}


class CommonPasswordValidator(known.CommonPasswordValidator):
    """One that is not the first to be tried."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("Many people use this password. Choose another one.")

    def get_help_text(self) -> str:
        """For the form."""
        return _("It is not one that many people use.")


class UserAttributeSimilarityValidator(known.UserAttributeSimilarityValidator):
    """One that does not follow from what others know of the person."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("This password is too much like your name, user name or e-mail. Choose another one.")

    def get_help_text(self) -> str:
        """For the form."""
        return _("It is not like your name, user name or e-mail.")


class MaximumLengthValidator:
    """A password that can be signed in with."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for one that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(TOO_LONG, code="password_too_long")

    def get_help_text(self) -> str:
        """For the form."""
        return str(TOO_LONG)
