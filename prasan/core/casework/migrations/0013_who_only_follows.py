"""The unit whose case another one grew out of follows that one without the notes of the other office."""

from django.db import migrations

# Whoever had the case, or a part of it, is another kind of reader.
FOLLOWERS = """
UPDATE casework_casereader r SET until = 0
FROM casework_case c
WHERE c.id = r.case_id AND c.parent_id IS NOT NULL AND r.until IS NULL
AND NOT EXISTS (SELECT 1 FROM casework_part p WHERE p.case_id = r.case_id AND p.unit_id = r.unit_id)
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_indexes_of_the_filters")]

    # locks casework_casereader: only the rows of cases that grew out of others, each written once
    operations = [migrations.RunSQL(FOLLOWERS, migrations.RunSQL.noop)]
