"""A receiver that does not answer rests by itself, and is paused when nothing gets through."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0004_integrators")]

    operations = [
        migrations.AddField(
            "endpoint", "rest_until", models.DateTimeField(default=django.utils.timezone.now)
        ),
        migrations.AddField("endpoint", "delivered_at", models.DateTimeField(null=True)),
        migrations.AddField("endpoint", "paused_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "delivery",
            models.Index(
                fields=["endpoint", "event"],
                condition=models.Q(state="waiting"),
                name="events_delivery_waiting",
            ),
        ),
        migrations.RemoveIndex("delivery", "events_delivery_due"),
    ]
