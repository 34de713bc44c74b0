"""Programs with keys, and the one look-up of a key, which comes before any scope is known."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prasan.foundation.rls import secure

KEY = """
CREATE FUNCTION identity_key(hash text)
RETURNS TABLE (account identity_account, seats jsonb, client bigint, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT s.account, s.seats, c.id, c.scopes::text[]
FROM identity_client c, identity_signed_in(c.account_id) s
WHERE c.key_hash = hash AND c.revoked_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("identity", "0005_nobody_raises_themselves"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("officer", "Officer"),
                        ("supervisor", "Supervisor"),
                        ("counter", "Counter officer"),
                        ("operator", "Hotline operator"),
                        ("service_owner", "Service owner"),
                        ("finance", "Finance officer"),
                        ("auditor", "Auditor"),
                        ("integrator", "System integrator"),
                        ("administrator", "Administrator"),
                    ],
                    max_length=20,
                ),
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=8)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("cases.read", "Read the cases of its units"),
                                ("cases.write", "Take steps in the cases of its units"),
                                ("cases.submit", "Submit applications for people who agreed to it"),
                                ("webhooks", "Manage the webhooks of its agency"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="client",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.agency"
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scopes", []), _negated=True), name="client_has_scopes"
                    )
                ],
            },
        ),
        secure("identity_client", read="(SELECT scope_has('administrator'))"),
        migrations.RunSQL(KEY, "DROP FUNCTION identity_key(text);"),
    ]
