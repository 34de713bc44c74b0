"""What messaging services have told us already."""

from django.db import models
from django.db.models import F


class Received(models.Model):
    """An event of a messaging service by its own id, kept so that one told twice counts once."""

    key = models.CharField(primary_key=True, max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(F("at"), name="received_age")]

    def __str__(self) -> str:
        return self.key
