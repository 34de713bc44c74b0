"""Days on which the state does not work."""

from django.db import models


class Holiday(models.Model):
    """A public holiday by cabinet resolution; an administrator edits the table."""

    date = models.DateField(unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.date} {self.name_th}"
