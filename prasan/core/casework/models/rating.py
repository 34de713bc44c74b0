"""What the citizen thought of it."""

from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """One to five stars and a comment, once a case."""

    case = models.OneToOneField("casework.Case", models.CASCADE, primary_key=True, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_one_to_five")]
        indexes = [models.Index(fields=["at"], name="rating_by_time")]

    def __str__(self) -> str:
        return f"{self.stars} for {self.case_id}"
