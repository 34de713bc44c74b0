"""A service and its published, immutable versions."""

from django.conf import settings
from django.db import models


class Service(models.Model):
    """A service of the catalogue; `current` is the version that new cases run on.

    An entry is a service that is not done here: it has a manual and says where to go.
    """

    slug = models.SlugField(unique=True, max_length=60)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    current = models.ForeignKey("casework.ServiceVersion", models.PROTECT, null=True, related_name="+")
    mission = models.CharField(max_length=3)
    entry = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class ServiceVersion(models.Model):
    """One published version. `definition` is the canonical form of the checked file, `source` the file."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="version_number_in_service")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"
