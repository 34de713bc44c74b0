"""One question as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation.types import Words

Data = Mapping[str, Sequence[str]]  # what was posted: name -> all its values


class Kind(StrEnum):
    """What is asked for; see the package for the value each gives."""

    TEXT = "text"
    MULTILINE = "multiline"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 - the word, not a secret
    PHONE = "phone"
    URI = "uri"
    CITIZEN_ID = "citizen_id"
    JURISTIC_ID = "juristic_id"
    ACCOUNT = "account"
    MONEY = "money"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    RADIOS = "radios"
    SELECT = "select"
    CHECKBOXES = "checkboxes"
    CHECKBOX = "checkbox"
    YES_NO = "yes_no"
    PLACE = "place"
    ADDRESS = "address"
    FILES = "files"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    value: str | int | bool
    label: Words
    help: Words = ""


@dataclass(frozen=True)
class StoredFile:
    """A file given earlier. `size` in bytes; `url` opens it, if it can be opened."""

    id: str
    name: str
    size: int
    url: str = ""


@dataclass(frozen=True)
class Look:
    """How an input of one line is set: for keyboards, browsers' own filling in, and width."""

    type: str = "text"
    mode: str = ""
    width: str = ""
    autocomplete: str = ""
    suffix: Words = ""


LINES: dict[Kind, Look] = {
    Kind.TEXT: Look(),
    Kind.EMAIL: Look("email", "email", "govuk-!-width-two-thirds", "email"),
    Kind.PASSWORD: Look("password", "", "govuk-input--width-20", "current-password"),
    Kind.PHONE: Look("tel", "tel", "govuk-input--width-20", "tel"),
    Kind.URI: Look("url", "url", "govuk-!-width-two-thirds"),
    Kind.CITIZEN_ID: Look("text", "numeric", "govuk-input--width-20", "off"),
    Kind.JURISTIC_ID: Look("text", "numeric", "govuk-input--width-20", "off"),
    Kind.ACCOUNT: Look("text", "numeric", "govuk-input--width-20", "off"),
    Kind.MONEY: Look("text", "decimal", "govuk-input--width-10", "off", _("baht")),
    Kind.INTEGER: Look("text", "numeric", "govuk-input--width-5", "off"),
    Kind.NUMBER: Look("text", "decimal", "govuk-input--width-10", "off"),
    Kind.TIME: Look("text", "decimal", "govuk-input--width-5", "off"),
}
GROUPS = {Kind.DATE, Kind.RADIOS, Kind.YES_NO, Kind.CHECKBOXES, Kind.PLACE, Kind.ADDRESS}
YES_NO = (Choice(True, _("Yes")), Choice(False, _("No")))


@dataclass(frozen=True)
class Field:
    """A question. Texts are in the reader's language already.

    name        of the input; unique in the form
    value       the stored answer, in the shape of its kind, or None
    raw         what was posted, to be shown again as it was typed; set by `bind`
    errors      name of input -> what is wrong, of this question and those inside it; set by `bind`
    choices     of radios, select, checkboxes
    nothing     what the first line of a select says while nothing is chosen
    level       of place: 1 province, 2 district, 3 sub-district
    fields      of repeat: the questions of one item, named without prefix
    files       of files: what was given already; of repeat: the files of all its items
    heading     show the label as the page's heading
    plain       do not say that an answer is optional (within a question that is optional as a whole)
    """

    kind: Kind
    name: str
    label: Words
    help: Words = ""
    value: Any = None
    raw: Data | None = None
    errors: Mapping[str, Words] = field(default_factory=dict)
    required: bool = False
    choices: Sequence[Choice] = ()
    nothing: Words = ""
    level: int = 3
    fields: Sequence[Field] = ()
    files: Sequence[StoredFile] = ()
    accept: Sequence[str] = ()
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_items: int | None = None
    max_items: int | None = None
    pattern: str = ""
    autocomplete: str = ""
    heading: bool = False
    plain: bool = False

    @property
    def error(self) -> Words:
        """What is wrong with the question itself, or ""."""
        return self.errors.get(self.name, "")

    @property
    def optional(self) -> bool:
        """Whether to say that no answer is needed."""
        return not self.required and not self.plain

    @property
    def id(self) -> str:
        """The HTML id of the input, or of the group."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def described_by(self) -> str:
        """Ids of help and error for aria-describedby."""
        return " ".join(
            i for i, there in ((f"{self.id}-help", self.help), (f"{self.id}-error", self.error)) if there
        )

    @property
    def focus_id(self) -> str:
        """The id of the first thing to fill in, which a link of the error summary goes to."""
        return {Kind.DATE: f"{self.id}-day", Kind.PLACE: f"{self.id}-province"}.get(self.kind, self.id)

    @property
    def look(self) -> Look:
        """How the one-line input of this kind is set."""
        return LINES.get(self.kind, Look())

    @property
    def autofill(self) -> str:
        """The autocomplete token."""
        return self.autocomplete or self.look.autocomplete

    @property
    def width(self) -> str:
        """The class that sets the width by the length of the answer."""
        if self.kind is Kind.TEXT and self.max_length and self.max_length <= 20:
            return "govuk-input--width-20"
        return self.look.width

    @property
    def template(self) -> str:
        """The template that shows this kind."""
        if self.kind in LINES:
            return "look/fields/line.html"
        if self.kind is Kind.YES_NO:
            return "look/fields/radios.html"
        return f"look/fields/{self.kind}.html"

    @property
    def options(self) -> list[tuple[str, Choice, bool]]:
        """Choices with their ids and whether each is chosen; the first has the id of the question."""
        choices = YES_NO if self.kind is Kind.YES_NO else self.choices
        chosen = self._chosen()
        return [
            (self.id if n == 0 else f"{self.id}-{n}", choice, str(choice.value) in chosen)
            for n, choice in enumerate(choices)
        ]

    @property
    def chosen(self) -> bool:
        """Whether a single checkbox is ticked."""
        return bool(self._chosen() & {"True", "on"})

    def _chosen(self) -> set[str]:
        if self.raw is not None:
            return set(self.raw.get(self.name, ()))
        if self.value is None:
            return set()
        return {str(v) for v in self.value} if isinstance(self.value, list) else {str(self.value)}
