"""What a leaf is about, in readable form: erasable, while the leaf's proof stays."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .leaf import Leaf


class Record(models.Model):
    """Who did what, where and why. The leaf commits to it with `salt`; without the salt nothing can be guessed.

    purpose: a text, or {"th": ..., "en": ...}. data: kinds of data, such as "name" or "health".
    """

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="record")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    actor = models.TextField()
    role = models.TextField()
    agency = models.TextField()
    unit = models.TextField()
    action = models.TextField()
    case_number = models.TextField()
    data = ArrayField(models.TextField())
    purpose = models.JSONField()
    basis = models.TextField()
    salt = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-leaf"], name="ledger_record_by_agency"),
            models.Index(fields=["agency", "at"], name="ledger_record_by_day"),
            models.Index(
                fields=["case_number"], condition=~models.Q(case_number=""), name="ledger_record_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.agency}"


class Subject(models.Model):
    """A person whom the leaf concerns, by opaque id, with what concerned them alone."""

    leaf = models.ForeignKey(Leaf, models.PROTECT, related_name="subjects", db_index=False)
    subject = models.UUIDField()
    case_number = models.TextField()
    data = ArrayField(models.TextField())
    purpose = models.JSONField()
    basis = models.TextField()
    salt = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leaf", "subject"], name="ledger_subject_once")]
        indexes = [models.Index(fields=["subject", "-leaf"], name="ledger_by_subject")]

    def __str__(self) -> str:
        return f"leaf {self.leaf_id} concerns {self.subject}"
