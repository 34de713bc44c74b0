"""A file and what is known about it; its content lies sealed in the store under the document's id."""

from __future__ import annotations

import uuid

from django.db import models


class DataClass(models.TextChoices):
    """How much harm a leak would do; decides who may see and how long it is kept."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class State(models.TextChoices):
    """FRESH: uploaded, its owner may still take it away. KEPT: part of a case. REMOVED: about to be erased."""

    FRESH = "fresh"
    KEPT = "kept"
    REMOVED = "removed"


class Origin(models.TextChoices):
    UPLOADED = "uploaded"
    PRODUCED = "produced"


class Document(models.Model):
    """One file. The row is written after the file and goes before it, so a row's file is always there.

    owner: subject of the person the file belongs to; None for a file of the state's own.
    stored_by: subject of who gave it in (the owner, or an officer at the counter); None for the program.
    sha256, size: of the content as kept (images are written anew without their metadata).
    pages: of a PDF; else None.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField(null=True, db_index=True)
    stored_by = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.IntegerField(null=True)
    data_class = models.CharField(max_length=10, choices=DataClass.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.UPLOADED)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FRESH)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_hex"
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="document_state_known"),
            models.CheckConstraint(
                condition=models.Q(data_class__in=DataClass.values), name="document_class_known"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(state="removed"), name="document_removed")
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def has_preview(self) -> bool:
        """Whether a picture of it can be shown."""
        return self.media_type == "application/pdf" or self.media_type.startswith("image/")
