"""Answers kept for a day, so that a request sent twice is done once."""

from django.db import models


class Once(models.Model):
    """The first answer to an idempotency key of a client; `answer` is null while the work goes on."""

    pk = models.CompositePrimaryKey("client", "key")
    client = models.CharField(max_length=120)
    key = models.CharField(max_length=120)
    fingerprint = models.BinaryField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.client} {self.key}"
