"""A unit that handed a case over, or did its part, reads what was noted until then and not what others note later."""

from importlib import import_module

from django.db import migrations, models

_locks = import_module("prasan.core.casework.migrations.0007_who_reads_and_who_acts")
ME, DESK, HAS = _locks.ME, _locks.DESK, _locks.HAS
READS_IT = f"""EXISTS (SELECT 1 FROM casework_casereader r WHERE r.case_id = c.id AND r.unit_id = {DESK}
    AND (r.until IS NULL OR casework_casemessage.seq <= r.until OR EXISTS (
        SELECT 1 FROM casework_caseevent e
        WHERE e.case_id = c.id AND e.seq = casework_casemessage.seq AND e.unit_id = r.unit_id)))"""
NOTES = f"NOT internal OR (c.applicant_id IS DISTINCT FROM {ME} AND (({HAS}) OR {READS_IT}))"
POLICY = (
    "ALTER POLICY casework_casemessage_read ON casework_casemessage USING ((SELECT scope_system()) OR ({}));"
)
# Who read on before, by what happened: the last time they gave the case away or did a part of it.
DONE = """
UPDATE casework_casereader r SET until = done.seq
FROM (SELECT case_id, (CASE kind WHEN 'hand_over' THEN data->>'from_unit' ELSE data->>'asked_unit' END)::bigint AS unit_id,
             max(seq) AS seq
      FROM casework_caseevent WHERE kind IN ('hand_over', 'answer_part') GROUP BY 1, 2) done
WHERE done.case_id = r.case_id AND done.unit_id = r.unit_id AND NOT EXISTS (
    SELECT 1 FROM casework_part p WHERE p.case_id = r.case_id AND p.unit_id = r.unit_id AND p.answered_at IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_kept_in_the_database")]

    operations = [
        # locks casework_casereader: one row a unit that once had a case; a reader's row is written once, if ever again
        migrations.AddField("casereader", "until", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(DONE, migrations.RunSQL.noop),
        migrations.RunSQL(POLICY.format(_locks.of_case(NOTES)), POLICY.format(_locks.of_case(_locks.NOTES))),
    ]
