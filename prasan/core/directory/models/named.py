"""What has a name in both languages."""

from __future__ import annotations

from prasan.foundation.languages import in_language


class Named:
    """A row with `name_th` and `name_en`."""

    name_th: str
    name_en: str

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language in force."""
        return in_language(self.name_th, self.name_en)
