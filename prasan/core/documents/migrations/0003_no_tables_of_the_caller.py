"""`documents_reads` runs with its owner's rights, so tables of the caller's own are looked for last."""

from django.db import migrations

PATH = "ALTER FUNCTION documents_reads(uuid) SET search_path = {};"


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_the_desk_reads")]

    operations = [
        migrations.RunSQL(PATH.format("public, pg_temp"), PATH.format("pg_catalog, public")),
    ]
