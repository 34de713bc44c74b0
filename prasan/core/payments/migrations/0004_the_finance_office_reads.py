"""The books of an agency are read by its own finance office: a seat elsewhere does not lend the role."""

from importlib import import_module

from django.db import migrations

_guards = import_module("prasan.core.payments.migrations.0002_guards")

FINANCE = "agency_id = ANY((SELECT scope_books())::bigint[]) OR agency_id = ANY((SELECT scope_agencies())::bigint[])"
POLICIES = """
ALTER POLICY payments_payment_read ON payments_payment USING ((SELECT scope_system())
    OR (payer = (SELECT scope_subject()) OR requested_by = (SELECT scope_subject()) OR {finance}));
ALTER POLICY payments_reconciliation_read ON payments_reconciliation USING ((SELECT scope_system()) OR ({finance}));
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_told_at"), ("directory", "0002_desk_and_books_of_the_scope")]

    operations = [
        migrations.RunSQL(POLICIES.format(finance=FINANCE), POLICIES.format(finance=_guards.FINANCE))
    ]
