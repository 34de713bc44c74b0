"""allauth's forms shown as questions of our look."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms, template

from prasan.look.fields import Field, Mistake, mistakes

from ..questions import as_questions

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
