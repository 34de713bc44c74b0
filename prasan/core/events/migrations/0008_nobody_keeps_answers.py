"""Whoever is nobody takes no idempotency key and keeps no answer; an answer that is kept stays as it is."""

from importlib import import_module

from django.db import migrations

_TABLE = import_module("prasan.core.events.migrations.0002_locks").ONCE
ONCE_BEFORE = import_module("prasan.core.events.migrations.0006_answer_to_the_same").SAME
ANSWER_BEFORE = _TABLE[_TABLE.index("CREATE FUNCTION events_answer") :].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
_SOMEBODY = """BEGIN
    IF NOT scope_system() AND scope_person() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;"""
ONCE = ONCE_BEFORE.replace("BEGIN", _SOMEBODY, 1)
ANSWER = f"""
CREATE OR REPLACE FUNCTION events_answer(client text, key text, answer jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
{_SOMEBODY}
    UPDATE events_once o SET answer = events_answer.answer
    WHERE o.client = events_answer.client AND o.key = events_answer.key AND o.answer IS NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0007_nobody_unknown_publishes")]

    operations = [migrations.RunSQL(ONCE, ONCE_BEFORE), migrations.RunSQL(ANSWER, ANSWER_BEFORE)]
