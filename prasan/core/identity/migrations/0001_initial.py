import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("subject", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("username", models.CharField(max_length=150, unique=True)),
                ("email", models.EmailField(blank=True, db_index=True, max_length=254)),
                ("phone", models.CharField(blank=True, db_index=True, max_length=20)),
                ("prefix_th", models.CharField(blank=True, max_length=60)),
                ("given_th", models.CharField(blank=True, max_length=120)),
                ("family_th", models.CharField(blank=True, max_length=120)),
                ("given_en", models.CharField(blank=True, max_length=120)),
                ("family_en", models.CharField(blank=True, max_length=120)),
                ("ial", models.CharField(default="1.1", max_length=4)),
                ("language", models.CharField(default="th", max_length=2)),
                ("large_text", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("is_officer", models.BooleanField(default=False)),
                ("is_demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="person",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("citizen_id_sealed", models.TextField(blank=True)),
                ("citizen_id_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("address", models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("officer", "Officer"),
                                ("supervisor", "Supervisor"),
                                ("counter", "Counter officer"),
                                ("operator", "Hotline operator"),
                                ("service_owner", "Service owner"),
                                ("finance", "Finance officer"),
                                ("auditor", "Auditor"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("title_th", models.CharField(blank=True, max_length=120)),
                ("title_en", models.CharField(blank=True, max_length=120)),
                ("starts_at", models.DateTimeField(auto_now_add=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("account", "unit"),
                        name="membership_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("roles", []), _negated=True), name="membership_has_roles"
                    ),
                ],
            },
        ),
    ]
