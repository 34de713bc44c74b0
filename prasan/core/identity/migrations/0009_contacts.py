"""Addresses that people have proven to be theirs; who owns them reads them, the program alone writes them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prasan.foundation.rls import secure

OWN = "account_id = (SELECT scope_person())"


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0008_sealed_passwords"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Email"), ("sms", "Sms"), ("line", "Line")], max_length=5
                    ),
                ),
                ("address", models.CharField(max_length=320)),
                ("proven_at", models.DateTimeField()),
                ("wanted", models.BooleanField(default=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("address"), condition=models.Q(("channel", "line")), name="contact_line"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("account"), models.F("channel"), name="contact_one_a_channel"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Email"), ("sms", "Sms"), ("line", "Line")], max_length=5
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=320)),
                ("code_hash", models.CharField(db_index=True, max_length=64)),
                ("until", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("account"), models.F("channel"), name="contact_code_one")
                ],
            },
        ),
        secure("identity_contact", read=OWN, write="false"),
        secure("identity_contactcode", read=OWN, write="false"),
    ]
