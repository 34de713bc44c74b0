"""A unit's documents are read by who works on its cases, not by everyone with a seat in it."""

from importlib import import_module

from django.db import migrations

_first = import_module("prasan.core.documents.migrations.0001_initial")

READ = (
    "(SELECT scope_system()) OR (unit_id = ANY((SELECT {units}())::bigint[])"
    " OR agency_id = ANY((SELECT scope_agencies())::bigint[]) OR person = (SELECT scope_subject()))"
)
POLICY = f"ALTER POLICY documents_reader_read ON documents_reader USING ({READ});"
BEFORE = _first.READS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
READS = BEFORE.replace("scope_units()", "scope_desk()")


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("directory", "0002_desk_and_books_of_the_scope")]

    operations = [
        migrations.RunSQL(
            POLICY.format(units="scope_desk") + READS, POLICY.format(units="scope_units") + BEFORE
        )
    ]
