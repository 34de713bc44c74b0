"""The tree over the leaves: level 0 in `Entry`, the roots of full tiles in `Node`, signed heads in `Head`.

Every tile of the log, full or partial, is a run of these rows, so none is ever stored twice.
"""

from django.db import models

from .leaf import Leaf


class Entry(models.Model):
    """A leaf's place in the log and its hash (32 bytes)."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="entry")
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.index}: leaf {self.leaf_id}"


class Node(models.Model):
    """The root of the full tile `index` of tile level `level - 1`: one hash of a tile at `level` (1 or more)."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """A signed checkpoint: the log at `size` leaves. One per size, for ever: the log cannot fork here."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"the log at {self.size}"
