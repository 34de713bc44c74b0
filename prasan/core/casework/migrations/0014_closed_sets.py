"""What is one of a few things is held to them by the database too; what lies there is looked at in the next step."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

CHANNELS = ["web", "counter", "phone", "api", "effect"]
OUTCOMES = ["granted", "refused", "settled", "referred", "withdrawn", "lapsed"]
CONSTRAINTS = {
    "case": [
        models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="case_channel"),
        models.CheckConstraint(
            condition=Q(kind="closed", outcome__in=OUTCOMES) | (~Q(kind="closed") & Q(outcome="")),
            name="case_closed_has_outcome",
        ),
    ],
    "draft": [models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="draft_channel")],
    "part": [
        models.CheckConstraint(
            condition=Q(answered_at=None, answered_by=None, answer="")
            | (Q(answered_at__isnull=False) & ~Q(answer="")),
            name="part_answered_whole",
        )
    ],
}


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_who_only_follows")]

    operations = [
        *(
            migrations.AlterField(of, "channel", models.CharField(max_length=8, default="web"))
            for of in ("case", "draft")
        ),
        *(AddConstraintNotValid(of, held) for of, several in CONSTRAINTS.items() for held in several),
    ]
