"""Make one of a service's outputs as a document and put it into the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prasan.core.casework.models import CaseEvent
from prasan.core.documents import service as documents
from prasan.foundation import dates, ids

from .base import record
from .held import Held


def produce(held: Held, output_id: str, names: dict[str, Any], *, lang: str = "th") -> CaseEvent:
    """Make the output `output_id` and put it into the case: its applicant and its unit may read it."""
    case = held.case
    output = next(o for o in held.definition.outputs if o.id == output_id)
    document = documents.produce(
        getattr(output.title, lang),
        getattr(output.body, lang),
        dict(_flat(names)),
        lang=lang,
        owner=case.subject,
        units=[case.unit_id],
        agency=case.agency.name_th if lang == "th" else case.agency.name_en,
        number=ids.group_case_number(case.number),
        date=dates.format_date(held.now, lang),
    )
    return record(held, "document", {"output": output_id}, files=[str(document.pk)])


def _flat(names: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What placeholders may name: form.x, case.x, person.x and today."""
    for root in ("form", "case", "person"):
        for key, value in names.get(root, {}).items():
            yield f"{root}.{key}", str(value)
    yield "today", str(names.get("today", ""))
