"""What people send along with an act: files, and ids among the inputs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from prasan.core.documents import service as documents
from prasan.foundation import scope
from prasan.foundation.errors import Invalid

MOST_FILES = 5


def files(request: HttpRequest) -> list[str]:
    """Store the files sent along and return their ids; raises what is wrong with one of them."""
    uploads = request.FILES.getlist("files")
    if len(uploads) > MOST_FILES:
        raise Invalid(_("Attach at most 5 files at a time."))
    owner = UUID(scope.current().subject)
    return [str(documents.store(upload, owner=owner).pk) for upload in uploads]


def number_in(text: str) -> int | None:
    """The number that was sent, or None when it is none that the database knows."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
