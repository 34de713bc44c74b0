"""The answers of a day are counted by an index, made while answers come in."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("consultation", "0003_changes_of_a_part")]

    operations = [
        AddIndexConcurrently("answer", models.Index(fields=["at"], name="answer_of_day")),
    ]
