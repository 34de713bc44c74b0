"""Since when an account's sessions count: a closed account's are over, and stay so when it opens again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_clients")]

    operations = [
        migrations.AddField("account", "sessions_from", models.DateTimeField(null=True, editable=False)),
    ]
