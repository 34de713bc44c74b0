"""allauth's forms shown as questions of our look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms, template

from prasan.foundation import scope
from prasan.foundation.dates import be_year
from prasan.foundation.languages import current_language
from prasan.look.fields import Field, Mistake, mistakes

from ..questions import as_questions
from ..rules import is_administrator

register = template.Library()


@register.simple_tag
def questions(form: forms.BaseForm | None) -> Sequence[Field]:
    """The visible fields of a form."""
    return as_questions(form) if form else []


@register.simple_tag
def mistakes_of(form: forms.BaseForm | None) -> list[Mistake]:
    """What is wrong in a form, that of no one field first; of hidden ones too."""
    if not form or not form.is_bound:
        return []
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return [*(Mistake(str(e)) for e in [*form.non_field_errors(), *hidden]), *mistakes(as_questions(form))]


@register.simple_tag
def administers() -> bool:
    """Whether who looks administers the installation."""
    return is_administrator(scope.current())


@register.filter
def year(day: date) -> int:
    """The year in the reader's era."""
    return be_year(day) if current_language() == "th" else day.year
