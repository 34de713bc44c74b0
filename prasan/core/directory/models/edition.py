"""One row that changes with every edit, so that each process knows when what it holds is old."""

import uuid

from django.db import models


class Edition(models.Model):
    """The edition of the directory in force: `stamp` is new after every edit (see `memory.py`)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="edition_is_one_row")]

    def __str__(self) -> str:
        return str(self.stamp)
