"""Make one of a service's outputs as a document and put it into the case."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from prasan.core.casework import telling
from prasan.core.casework.definitions import questions_of
from prasan.core.casework.identifying import output_tells
from prasan.core.casework.models import CaseApplicant, CaseEvent
from prasan.core.documents import service as documents
from prasan.foundation import dates, ids
from prasan.foundation.errors import NotAllowed

from .base import record
from .files import TELLS
from .held import Held
from .missing import CODE, LETTERS, check_url, signed_by


def produce(held: Held, output_id: str, names: dict[str, Any], *, lang: str = "th") -> CaseEvent:
    """Make the output `output_id` and put it into the case: its applicant and its unit may read it.

    A document that names the applicant of a confidential case is made by the unit that received it, and stays
    between the two. Raises NotAllowed in any other unit.
    """
    case = held.case
    output = next(o for o in held.definition.outputs if o.id == output_id)
    hidden = case.confidential and output_tells(case.version_id, output)
    if hidden and not CaseApplicant.objects.filter(case=case, received_by=case.unit_id).exists():
        raise NotAllowed(
            _(
                "The applicant asked for confidentiality, and this document would show who they are. "
                "Only the office that received the matter can issue it."
            )
        )
    code = "".join(secrets.choice(LETTERS) for _n in range(16))
    document = documents.produce(
        getattr(output.title, lang),
        getattr(output.body, lang),
        {
            **dict(_flat(case.version_id, names, lang)),
            "case.number": ids.group_case_number(case.number),
            "signed": signed_by(held),
            "signed_at": dates.format_date(held.now, lang, "time"),
            "code": "-".join(code[at : at + 4] for at in range(0, 16, 4)),
        },
        lang=lang,
        owner=case.subject,
        units=[case.unit_id],
        agency=case.agency.name_th if lang == "th" else case.agency.name_en,
        number=ids.group_case_number(case.number),
        date=dates.format_date(held.now, lang),
        check_url=check_url(case.number, code),
    )
    told = {"output": output_id, CODE: code, **({TELLS: True} if hidden else {})}
    return record(held, "document", told, files=[str(document.pk)], shared=not hidden)


def _flat(version_id: int, names: dict[str, Any], lang: str) -> Iterator[tuple[str, str]]:
    """What placeholders may name, in words: form.x (nothing where it was not answered), case.x, person.x and today."""
    with override(lang):
        for key, question in questions_of(version_id).items():
            yield f"form.{key}", telling.told(question, names.get("form", {}).get(key))
    for root in ("case", "person"):
        for key, value in names.get(root, {}).items():
            yield f"{root}.{key}", str(value)
    yield "today", str(names.get("today", ""))
