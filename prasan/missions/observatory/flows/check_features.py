"""Look at everything that the portal claims, and keep what was found with its time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from prasan.foundation import scope

from ..features.checks import Visitor, look
from ..features.listed import Claim, claims
from ..models import Looked


@dataclass(frozen=True)
class Found:
    """A claim, whether it holds (None: a machine cannot tell) and the checks that failed."""

    claim: Claim
    met: bool | None
    failed: tuple[str, ...]


def check_features() -> list[Found]:
    """What was found at every claim. Pages are asked for first, as a visitor sees them; then it is kept at once."""
    visitor, found = Visitor(), []
    for claim in claims():
        if claim.service:
            with scope.system("feature checks"):
                met, failed = look(visitor, claim)
        else:
            met, failed = look(visitor, claim)
        found.append(Found(claim, met, tuple(failed)))
    now = timezone.now()
    with scope.system("feature checks"):
        Looked.objects.bulk_create(
            [
                Looked(feature=f.claim.feature, evidence=f.claim.evidence, met=f.met, why=" ".join(f.failed), at=now)
                for f in found
            ],
            update_conflicts=True, unique_fields=["feature", "evidence"], update_fields=["met", "why", "at"],
        )  # fmt: skip
        Looked.objects.filter(at__lt=now).delete()  # of claims that are made no more
    return found
