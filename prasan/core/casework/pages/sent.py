"""What people send with an act: its words and files, ids among the inputs, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from prasan.core.documents import service as documents
from prasan.foundation import scope
from prasan.foundation.errors import Invalid, PrasanError
from prasan.look.fields import Mistake

MOST_FILES = 5
WORDS = ("text", "reason", "question", "answer")  # by which the flows call the words of an act


class Sent:
    """What was sent from a case's page: the verb, what was typed with it, and, when it was refused, why."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.posted = request, request.POST
        self.verb = self.posted.get("do", "")[:60]
        self.text = self.posted.get("text", "")
        self.refused: PrasanError | None = None
        self.data: dict[str, list[str]] | None = None

    @property
    def revision(self) -> int | None:
        """The revision of the case that the page showed."""
        return number_in(self.posted.get("revision", ""))

    def wrong(self) -> Mapping[str, Any]:
        """What is wrong, by the names of the step's inputs."""
        told = self.refused.fields if self.refused else {}
        return {self._marked(name): message for name, message in told.items()}

    def mistakes(self) -> list[Mistake]:
        """What was wrong with what was sent, each with the input to correct."""
        if self.refused is None:
            return []
        if not self.refused.fields:
            return [Mistake(str(self.refused))]
        return [Mistake(str(said), self.target(name)) for name, said in self.refused.fields.items()]

    def target(self, name: str) -> str:
        """The id of the input that a mistake is about: one of the step's own."""
        return "f-" + self._marked(name).replace(".", "-")

    def _marked(self, name: str) -> str:
        mark = f"{self.verb}-"
        return name if name.startswith(mark) else mark + name


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
