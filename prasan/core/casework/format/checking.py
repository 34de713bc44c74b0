"""What the single checks share: the file, its definition, and the words for what is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prasan.foundation import expressions as ex
from prasan.foundation.types import Words

from .definition import Definition
from .known import Known
from .mistakes import Mistake, Path, filled
from .names import names_of
from .parse import Source


@dataclass(frozen=True)
class Checking:
    """One file under check: its source, what it says, and what it is held against."""

    source: Source
    definition: Definition
    known: Known

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        """The questions of the form by name, as written."""
        form = self.definition.form
        return form.schema.get("properties", {}) if form else {}

    def wrong(
        self, path: Path, message: Words, hint: Words = "", *, key: bool = False, **parts: Any
    ) -> Mistake:
        """A mistake at `path`; `parts` fill the message."""
        said = filled(message, **parts) if parts else message
        return self.source.mistake(path, said, hint, key=key)

    def unknown(
        self, path: Path, message: Words, word: str, known: Iterable[str], *, key: bool = False
    ) -> Mistake:
        """A word that is none of the known ones; the message names it as {name}."""
        return self.wrong(path, message, ex.did_you_mean(word, known), key=key, name=word)

    def expression(
        self, path: Path, text: str, names: tuple[str, ...], want: ex.Type, item: ex.Type | None = None
    ) -> tuple[ex.Program | None, list[Mistake]]:
        """The expression at `path` over these of the names; an expression in an argument begins with "="."""
        offset = 1 if text.startswith("=") else 0
        allowed = {name: of for name, of in names_of(self.definition).fields if name in names}
        if item is not None:
            allowed["item"] = item
        try:
            return ex.compile(text[offset:], allowed, want), []
        except ex.ExpressionError as wrong:
            return None, [self.source.inside(path, wrong.at + offset, wrong.message, wrong.hint)]

    def condition(self, path: Path, text: str | None, *names: str) -> Iterator[Mistake]:
        """What is wrong with a condition, which must give yes or no."""
        if text is not None:
            yield from self.expression(path, text, names, ex.BOOL)[1]

    def unique(self, paths: Iterable[tuple[Path, object]]) -> Iterator[Mistake]:
        """Mistakes for values that stand more than once where each must be its own."""
        seen: set[object] = set()
        for path, value in paths:
            if value in seen:
                yield self.wrong(path, _("`{value}` is here twice."), value=value)
            seen.add(value)
