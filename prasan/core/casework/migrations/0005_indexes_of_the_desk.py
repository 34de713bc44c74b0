"""The desk's counts and its news each have their index, made while cases go on coming in."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("casework", "0004_narrower_locks")]

    operations = [
        AddIndexConcurrently(
            "case",
            models.Index(F("unit"), condition=~Q(kind="closed") & Q(assignee=None), name="case_unclaimed"),
        ),
        AddIndexConcurrently(
            "case", models.Index(F("unit"), condition=Q(kind="waiting"), name="case_waiting")
        ),
        AddIndexConcurrently("case", models.Index(F("unit"), F("updated_at"), name="case_news")),
    ]
