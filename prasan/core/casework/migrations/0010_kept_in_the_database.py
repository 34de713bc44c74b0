"""What nobody changes in a case, and who may be named in its events: the database holds it too.

A case keeps its number, its service, whose matter it is and how it came, whoever works on it. An event names
who acts, and an opening is nothing else than an opening. Services are published by their owners alone.
"""

from importlib import import_module

from django.db import migrations

from prasan.foundation.rls import secure

_acts = import_module("prasan.core.casework.migrations.0007_who_reads_and_who_acts")
KEPT = (
    "number", "service_id", "version_id", "applicant_id", "subject", "opened_by_id", "opened_at", "channel",
    "draft", "parent_id", "payment", "confidential",
)  # fmt: skip
KEEP = f"""
CREATE FUNCTION casework_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT scope_system() AND ({", ".join(f"OLD.{name}" for name in KEPT)})
       IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in KEPT)}) THEN
        RAISE EXCEPTION 'this is not changed in a case' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casework_keep BEFORE UPDATE ON casework_case FOR EACH ROW EXECUTE FUNCTION casework_keep();
"""
SYSTEM = "(SELECT scope_system())"
OPENS = _acts.OPENS.replace("c.", "casework_case.")
EVENT = f"""actor_id = {_acts.ME} AND ({_acts.of_case(f"({_acts.OPENS}) AND casework_caseevent.seq = 1 AND casework_caseevent.kind = 'opened'")}
    OR {_acts.of_case(_acts.ACTS)})"""
NARROW = f"""
ALTER POLICY casework_case_insert ON casework_case WITH CHECK ({SYSTEM} OR (({OPENS})
    AND casework_case.assignee_id IS NULL AND casework_case.closed_at IS NULL AND casework_case.outcome = ''));
ALTER POLICY casework_caseevent_insert ON casework_caseevent WITH CHECK ({SYSTEM} OR ({EVENT}));
"""
WIDEN = f"""
ALTER POLICY casework_case_insert ON casework_case WITH CHECK ({SYSTEM} OR
    ({_acts.POLICIES["casework_case"][1]}));
ALTER POLICY casework_caseevent_insert ON casework_caseevent WITH CHECK ({SYSTEM} OR
    ({_acts.POLICIES["casework_caseevent"][1]}));
"""
# Who publishes services of the agency: `{agency}` is its column.
OWNER = """(SELECT scope_has('service_owner')) AND {agency} IN
    (SELECT u.agency_id FROM directory_unit u WHERE u.id = ANY((SELECT scope_units())::bigint[]))"""
VERSION = f"EXISTS (SELECT 1 FROM casework_service s WHERE s.id = service_id AND {OWNER.format(agency='s.agency_id')})"


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_indexes_that_repeat")]

    operations = [
        migrations.RunSQL(
            KEEP, "DROP TRIGGER casework_keep ON casework_case; DROP FUNCTION casework_keep();"
        ),
        migrations.RunSQL(NARROW, WIDEN),
        secure("casework_service", read="true", write=OWNER.format(agency="agency_id")),
        secure("casework_serviceversion", read="true", write=VERSION),
    ]
