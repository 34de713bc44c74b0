"""What can go wrong in a way a person should hear about. Flows raise these; pages and the API show them.

A message is a whole sentence in the reader's language (a lazy translation) and holds no personal data: whoever
asks reads it, other systems by the API too. The logs name an error by its type alone, never by its message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class PrasanError(Exception):
    """Anything the program refuses on purpose.

    message: what to tell the person. code: a stable word for machines, such as "stale". status: of the HTTP
    answer. fields: name of the answer that is wrong -> what is wrong with it.
    """

    status: int = 400
    code: str = "bad-request"
    default: ClassVar[Words] = _("The request could not be understood.")

    def __init__(
        self,
        message: Words | None = None,
        *,
        code: str = "",
        fields: Mapping[str, Words] | None = None,
    ) -> None:
        self.message = self.default if message is None else message
        self.code = code or type(self).code
        self.fields = dict(fields or {})
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class Invalid(PrasanError):
    """An answer is wrong or missing; `fields` say which."""

    status = 422
    code = "invalid"
    default = _("Some answers need to be corrected.")


class NotSignedIn(PrasanError):
    """Nobody is signed in, or the key is not one of ours."""

    status = 401
    code = "not-signed-in"
    default = _("Give the key of an API client as bearer token.")


class NotAllowed(PrasanError):
    """The person may not do this."""

    status = 403
    code = "not-allowed"
    default = _("You are not allowed to do this.")


class NotFound(PrasanError):
    """It does not exist, or the person may not know that it does."""

    status = 404
    code = "not-found"
    default = _("What you are looking for was not found.")


class WrongMethod(PrasanError):
    """The address exists, but does not take this kind of request."""

    status = 405
    code = "wrong-method"
    default = _("This address cannot be opened like this.")


class Conflict(PrasanError):
    """Somebody else was quicker, or it was done already."""

    status = 409
    code = "conflict"
    default = _("This has changed in the meantime. Reload the page and try again.")


class TooLarge(PrasanError):
    """More was sent than is taken."""

    status = 413
    code = "too-large"
    default = _("What you sent is too large.")


class WrongType(PrasanError):
    """The body is of a kind that is not read here."""

    status = 415
    code = "wrong-type"
    default = _("Send the body as the documentation of this operation says.")


class TooMany(PrasanError):
    """Too many requests in a short time."""

    status = 429
    code = "too-many"
    default = _("Too many attempts. Wait a moment and try again.")


class Unavailable(PrasanError):
    """Another system the answer needs does not answer now."""

    status = 503
    code = "unavailable"
    default = _("This is not available right now. Please try again later.")


class Broken(PrasanError):
    """Our own fault."""

    status = 500
    code = "server-error"
    default = _("Something went wrong on our side. It has been recorded. Please try again later.")
