"""A kept answer is given only to who sends the same again; the function told it to whoever knew the key."""

from importlib import import_module

from django.db import migrations

_before = import_module("prasan.core.events.migrations.0002_locks").ONCE
_function = _before[: _before.index("CREATE FUNCTION events_answer")]
ONCE = _function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
SAME = """
CREATE OR REPLACE FUNCTION events_once(
    client text, key text, fingerprint bytea, OUT first boolean, OUT same boolean, OUT answer text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO events_once (client, key, fingerprint, at)
    VALUES (events_once.client, events_once.key, events_once.fingerprint, now()) ON CONFLICT DO NOTHING;
    first := FOUND;
    SELECT o.fingerprint = events_once.fingerprint,
           CASE WHEN o.fingerprint = events_once.fingerprint THEN o.answer::text END INTO same, answer
    FROM events_once o WHERE o.client = events_once.client AND o.key = events_once.key;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0005_pause")]

    operations = [migrations.RunSQL(SAME, ONCE)]
