"""What a person does is written under their own name or none; only the program writes under another."""

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("prasan.core.ledger.migrations.0002_locks").APPEND
# A version that does not tell its name yet has never set it on its connection; once set, it is '' or a name.
_BOUND = """BEGIN
    IF NOT scope_system() AND record->>'actor' NOT IN
        ('', coalesce(current_setting('prasan.name', true), record->>'actor'))
    THEN
        RAISE EXCEPTION 'the actor is not who acts' USING ERRCODE = 'insufficient_privilege';
    END IF;"""
BEFORE = _BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
APPEND = BEFORE.replace("BEGIN", _BOUND, 1)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_indexes_of_audits")]

    operations = [migrations.RunSQL(APPEND, BEFORE)]
