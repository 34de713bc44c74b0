"""Days on which the state does not work."""

from django.db import models

from .named import Named


class Holiday(Named, models.Model):
    """A public holiday by cabinet resolution; an administrator edits the table.

    removed: a day that was shipped or entered and is a working day after all. The row stays, so that
    loading the shipped days again does not bring it back. edited: the loader leaves it alone.
    """

    date = models.DateField(unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    removed = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
