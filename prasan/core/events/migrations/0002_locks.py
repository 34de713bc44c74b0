"""Row-level security, and the doors through which every scope may publish and keep an answer."""

from django.db import migrations

from prasan.foundation.rls import secure

PUBLISH = """
CREATE FUNCTION events_publish(topic text, key text, payload jsonb) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO events_outbox (topic, key, payload, at, due_at, done, attempts, dead, error)
    VALUES (topic, key, payload, now(), now(), '{}', 0, false, '') RETURNING id
$$;
"""

# A second attempt waits at the unique key until the first commits or rolls back.
ONCE = """
CREATE FUNCTION events_once(client text, key text, fingerprint bytea, OUT first boolean, OUT same boolean, OUT answer text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO events_once (client, key, fingerprint, at)
    VALUES (events_once.client, events_once.key, events_once.fingerprint, now()) ON CONFLICT DO NOTHING;
    first := FOUND;
    SELECT o.fingerprint = events_once.fingerprint, o.answer::text INTO same, answer
    FROM events_once o WHERE o.client = events_once.client AND o.key = events_once.key;
END $$;
CREATE FUNCTION events_answer(client text, key text, answer jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE events_once o SET answer = events_answer.answer
    WHERE o.client = events_answer.client AND o.key = events_answer.key
$$;
"""

# Administrators see their agencies' endpoints and what was delivered to them.
OURS = (
    "(SELECT scope_has('administrator')) AND {agency} IN"
    " (SELECT u.agency_id FROM directory_unit u WHERE u.id = ANY((SELECT scope_units())::bigint[]))"
)
LOG = f"EXISTS (SELECT 1 FROM events_endpoint e WHERE e.id = endpoint_id AND {OURS.format(agency='e.agency_id')})"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        secure("events_outbox", read="false"),
        secure("events_once", read="false"),
        secure("events_endpoint", read=OURS.format(agency="agency_id")),
        secure("events_delivery", read=LOG, write="false"),
        migrations.RunSQL(PUBLISH, "DROP FUNCTION events_publish(text, text, jsonb)"),
        migrations.RunSQL(
            ONCE,
            "DROP FUNCTION events_once(text, text, bytea); DROP FUNCTION events_answer(text, text, jsonb);",
        ),
    ]
