"""Codes by which people at a counter show which account is theirs; the program alone reads and writes them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prasan.foundation.rls import secure


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0009_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProofCode",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("until", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        secure("identity_proofcode", read="false"),
    ]
