"""Events come from the program and from who is signed in; a visitor, or a query without a scope, makes none."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("prasan.core.events.migrations.0002_locks").PUBLISH.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
PUBLISH = """
CREATE OR REPLACE FUNCTION events_publish(topic text, key text, payload jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made bigint;
BEGIN
    IF NOT scope_system() AND scope_person() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO events_outbox (topic, key, payload, at, due_at, done, attempts, dead, error)
    VALUES (events_publish.topic, events_publish.key, events_publish.payload, now(), now(), '{}', 0, false, '')
    RETURNING id INTO made;
    RETURN made;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0006_answer_to_the_same")]

    operations = [migrations.RunSQL(PUBLISH, BEFORE)]
