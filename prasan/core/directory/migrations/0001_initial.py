import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from prasan.foundation.rls import DROP_SCOPE_FUNCTIONS, SCOPE_FUNCTIONS, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(SCOPE_FUNCTIONS, DROP_SCOPE_FUNCTIONS),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True)),
                ("name_th", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("removed", models.BooleanField(default=False)),
                ("edited", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("value", models.TextField(blank=True)),
                ("secret", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("stamp", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="edition_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("name_th", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), default=list, size=None
                    ),
                ),
                ("sort_key", models.CharField(db_collation="C", db_index=True, max_length=800)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("department", "Department"),
                            ("provincial", "Provincial office"),
                            ("local", "Local administration"),
                            ("state_enterprise", "State enterprise"),
                            ("public_organisation", "Public organisation"),
                            ("independent", "Independent body"),
                            ("centre", "Centre"),
                            ("bank", "Bank"),
                            ("hospital", "Hospital"),
                            ("police", "Police"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name_th", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("short_th", models.CharField(blank=True, max_length=60)),
                ("short_en", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.URLField(blank=True)),
                ("attributes", models.JSONField(blank=True, default=dict)),
                ("sort_key", models.CharField(db_collation="C", db_index=True, max_length=800)),
                ("edited", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.agency",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="directory.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name_th", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("closed", models.BooleanField(default=False)),
                ("edited", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="directory.agency",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="directory.place",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^(\\d{2}|\\d{4}|\\d{6}|\\d{8})$")),
                name="place_code_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_th", ""), _negated=True), name="agency_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("agency", "code"), name="unit_code_in_agency"),
        ),
        secure("directory_place", read="true", write="(SELECT scope_has('administrator'))"),
        secure("directory_agency", read="true", write="(SELECT scope_has('administrator'))"),
        secure("directory_unit", read="true", write="(SELECT scope_has('administrator'))"),
        secure("directory_holiday", read="true", write="(SELECT scope_has('administrator'))"),
        secure("directory_edition", read="true", write="(SELECT scope_has('administrator'))"),
        secure(
            "directory_setting",
            read="NOT secret OR (SELECT scope_has('administrator'))",
            write="(SELECT scope_has('administrator'))",
        ),
    ]
