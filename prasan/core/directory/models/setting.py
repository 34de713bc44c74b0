"""What an administrator sets for the whole installation: its name, channels, payment account."""

from django.db import models


class Setting(models.Model):
    """One value by its key (`settings.KEYS` tells which there are).

    It lives in the lowest room because every room reads some of it. value: plain text, or sealed when
    `secret`; a secret is readable for the program and administrators alone.
    """

    key = models.CharField(primary_key=True, max_length=60)
    value = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
