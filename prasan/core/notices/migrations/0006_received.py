from django.db import migrations, models

from prasan.foundation.rls import secure


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_nobody_unknown_writes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Received",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(models.F("at"), name="received_age")],
            },
        ),
        secure("notices_received", read="false"),
    ]
