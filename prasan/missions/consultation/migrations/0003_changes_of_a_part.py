from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultation", "0002_locks")]

    operations = [
        migrations.AddField("part", "changes", models.JSONField(blank=True, null=True)),
    ]
