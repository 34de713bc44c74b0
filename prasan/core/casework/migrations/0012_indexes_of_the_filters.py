"""The desk narrowed to a state or a province finds its open cases by an index, made while cases come in."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("casework", "0011_notes_until")]

    operations = [
        AddIndexConcurrently(
            "case",
            models.Index(F("unit"), F("state"), condition=~Q(kind="closed"), name="case_in_state"),
        ),
        AddIndexConcurrently(
            "case",
            models.Index(F("unit"), F("place"), condition=~Q(kind="closed"), name="case_in_place"),
        ),
    ]
