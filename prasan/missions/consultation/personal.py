"""What is kept of a person, to be given to them or erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .models import Answer, Voice


def export(subject: UUID) -> dict[str, Any]:
    """Everything the person said, as plain JSON."""
    answers = Answer.objects.filter(voice__subject=subject, voice__key="").select_related(
        "part__consultation", "hiding"
    )
    return {
        "answers": [
            {
                "consultation": one.part.consultation.slug, "part": one.part.position, "choice": one.choice,
                "text": one.text, "at": one.at.isoformat(), "hidden": one.hidden,
            }
            for one in answers.order_by("at")
        ]
    }  # fmt: skip


def erase(subject: UUID) -> int:
    """Erase what the person said; the numbers of a report that was published stay. Returns how many rows went."""
    return Voice.objects.filter(subject=subject, key="").delete()[0]
