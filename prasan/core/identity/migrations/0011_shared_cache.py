"""What all processes of the server remember for a while: see CACHES in the settings. A crash may forget it."""

from django.db import migrations

CACHE = """
CREATE TABLE identity_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
ALTER TABLE identity_cache SET UNLOGGED;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0010_proof_codes")]

    operations = [migrations.RunSQL(CACHE, "DROP TABLE identity_cache;")]
