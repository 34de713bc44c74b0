"""Nobody but the program deletes what belongs to a case; the offices' own notes are read by offices alone.

Who filed a case for somebody else sees the case, and so saw its notes, long after they left the counter.
"""

from django.db import migrations

TABLES = (
    "casework_case", "casework_caseanswers", "casework_caseapplicant", "casework_casewords",
    "casework_caseevent", "casework_casemessage", "casework_clock", "casework_part", "casework_rating",
)  # fmt: skip
KEEP = "\n".join(
    f"ALTER POLICY {table}_delete ON {table} USING ((SELECT scope_system()));" for table in TABLES
)

NOTES = """(SELECT scope_system()) OR EXISTS (SELECT 1 FROM casework_case c WHERE c.id = case_id AND (
    NOT internal OR (c.applicant_id IS DISTINCT FROM (SELECT scope_person()) AND (
        c.unit_id = ANY((SELECT scope_units())::bigint[]) OR c.agency_id = ANY((SELECT scope_agencies())::bigint[])
        OR EXISTS (SELECT 1 FROM casework_casereader r
                   WHERE r.case_id = c.id AND r.unit_id = ANY((SELECT scope_units())::bigint[]))))))"""
READ = f"""
ALTER POLICY casework_casemessage_read ON casework_casemessage USING ({NOTES});
ALTER POLICY casework_casemessage_insert ON casework_casemessage WITH CHECK ({NOTES});
ALTER POLICY casework_casemessage_update ON casework_casemessage USING ({NOTES});
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_indexes_of_figures")]

    # Going back leaves the narrower policies in place: the program before this one keeps to them too.
    operations = [migrations.RunSQL(KEEP + READ, migrations.RunSQL.noop)]
