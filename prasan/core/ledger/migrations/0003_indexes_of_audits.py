"""Auditors read by day and by case; made while entries go on coming in."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0002_locks")]

    operations = [
        AddIndexConcurrently("record", models.Index(fields=["agency", "at"], name="ledger_record_by_day")),
        AddIndexConcurrently(
            "record",
            models.Index(
                fields=["case_number"], condition=~models.Q(case_number=""), name="ledger_record_case"
            ),
        ),
    ]
