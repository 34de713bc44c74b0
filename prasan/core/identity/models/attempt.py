"""Failed sign-ins, counted so that guessing is slowed down."""

from django.db import models


class Attempt(models.Model):
    """Tries that were not right under one key since `since`.

    key: keyed hash of who tried from where, or of a name that many places try.
    """

    key = models.CharField(primary_key=True, max_length=64)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
