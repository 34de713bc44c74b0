"""A receiver that does not answer rests by itself, and is paused when nothing gets through."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("events", "0004_integrators")]

    operations = [
        migrations.AddField(
            "endpoint",
            "rest_until",
            # The version that runs meanwhile makes endpoints without it.
            models.DateTimeField(default=django.utils.timezone.now, db_default=Now()),
        ),
        migrations.AddField("endpoint", "delivered_at", models.DateTimeField(null=True)),
        migrations.AddField("endpoint", "paused_at", models.DateTimeField(null=True)),
        # locks events_delivery: the waiting ones are few, so it is one scan; the workers try again after it
        migrations.AddIndex(
            "delivery",
            models.Index(
                fields=["endpoint", "event"],
                condition=models.Q(state="waiting"),
                name="events_delivery_waiting",
            ),
        ),
        # locks events_delivery_due: taking an index away is a moment's work
        migrations.RemoveIndex("delivery", "events_delivery_due"),
    ]
