from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0002_locks")]

    operations = [migrations.AlterField("endpoint", "secret", models.TextField())]
