"""A night's figures read the cases of a day, not all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_locks_and_functions")]

    operations = [
        migrations.AddIndex(
            model_name="case", index=models.Index(models.F("opened_at"), name="case_by_opening")
        ),
        migrations.AddIndex(
            model_name="case", index=models.Index(models.F("closed_at"), name="case_by_closing")
        ),
        migrations.AddIndex(model_name="rating", index=models.Index(fields=["at"], name="rating_by_time")),
    ]
