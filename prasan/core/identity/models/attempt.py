"""Failed sign-ins, counted so that guessing is slowed down."""

from django.db import models


class Attempt(models.Model):
    """Failures under one key since `since`.

    key: keyed hash of who tried from where; a name alone is never a key, so that nobody can lock out
    somebody else by failing in their name.
    """

    key = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
