"""Everything that belongs to a case in one answer: its plan is made once a connection, not once a page.

The function runs as whoever asks, so that each table's own policy decides what is in the answer.
"""

from django.db import migrations


def _all(table: str, order: str) -> str:
    return f"""coalesce((SELECT jsonb_agg(to_jsonb(r) ORDER BY {order})
        FROM {table} r WHERE r.case_id = c.id), '[]')"""


WHOLE = f"""
CREATE FUNCTION casework_whole(wanted text, units bigint[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    whole jsonb;
BEGIN
    SELECT jsonb_build_object(
        'case', to_jsonb(c),
        'service', (SELECT to_jsonb(r) FROM casework_service r WHERE r.id = c.service_id),
        'parent', (SELECT to_jsonb(r) FROM casework_case r WHERE r.id = c.parent_id),
        'said', (SELECT r.answers FROM casework_caseanswers r WHERE r.case_id = c.id),
        'who', {_all("casework_caseapplicant", "r.case_id")},
        'events', {_all("casework_caseevent", "r.seq")},
        'messages', {_all("casework_casemessage", "r.seq")},
        'clocks', {_all("casework_clock", "r.started_at, r.id")},
        'parts', {_all("casework_part", "r.id")},
        'rating', {_all("casework_rating", "r.case_id")},
        'reads', EXISTS (SELECT 1 FROM casework_casereader r WHERE r.case_id = c.id AND r.unit_id = ANY(units)),
        'children', EXISTS (SELECT 1 FROM casework_case r WHERE r.parent_id = c.id)
    ) INTO whole FROM casework_case c WHERE c.number = wanted;
    RETURN whole;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_indexes_of_the_desk")]

    operations = [migrations.RunSQL(WHOLE, "DROP FUNCTION casework_whole")]
