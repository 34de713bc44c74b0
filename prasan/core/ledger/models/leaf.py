"""Leaves: what the log proves. They hold no personal data and are never changed or taken away."""

from django.db import models


class Leaf(models.Model):
    """One log entry as canonical JSON: version, kind, time, agency and salted commitments."""

    body = models.TextField()

    def __str__(self) -> str:
        return f"leaf {self.pk}"


class Pending(models.Model):
    """A leaf that has no place in the tree yet; written with the leaf, taken away by the sequencer."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="pending")

    def __str__(self) -> str:
        return f"leaf {self.pk} waits"
