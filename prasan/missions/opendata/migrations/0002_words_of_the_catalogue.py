from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("opendata", "0001_initial"),
    ]

    operations = [
        AddIndexConcurrently(
            "dataset",
            GinIndex(
                fields=["words"],
                name="dataset_words",
                opclasses=["gin_trgm_ops"],
                condition=models.Q(("state", "published")),
            ),
        ),
    ]
