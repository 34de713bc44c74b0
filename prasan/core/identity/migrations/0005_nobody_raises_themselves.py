"""What a person may not change about themselves, whatever the program lets through.

Row-level security admits a person to their own row as a whole; these triggers hold the columns that say how
far they are to be trusted. The owner is not bound, as in the policies, so that later migrations can run.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION identity_account_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF row_security_active('identity_account') AND NOT scope_system() AND (
        (NEW.id, NEW.subject, NEW.ial, NEW.is_demo) IS DISTINCT FROM (OLD.id, OLD.subject, OLD.ial, OLD.is_demo)
        OR ((NEW.is_officer, NEW.is_active) IS DISTINCT FROM (OLD.is_officer, OLD.is_active)
            AND NOT scope_has('administrator'))
    ) THEN
        RAISE EXCEPTION 'nobody raises themselves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_account_guard BEFORE UPDATE ON identity_account
FOR EACH ROW EXECUTE FUNCTION identity_account_guard();

CREATE FUNCTION identity_person_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF row_security_active('identity_person') AND NOT scope_system() AND NEW.citizen_id_hash IS NOT NULL
        AND (TG_OP = 'INSERT' OR NEW.citizen_id_hash IS DISTINCT FROM OLD.citizen_id_hash)
    THEN
        RAISE EXCEPTION 'nobody verifies themselves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER identity_person_guard BEFORE INSERT OR UPDATE ON identity_person
FOR EACH ROW EXECUTE FUNCTION identity_person_guard();
"""

UNGUARD = """
DROP TRIGGER identity_account_guard ON identity_account; DROP FUNCTION identity_account_guard();
DROP TRIGGER identity_person_guard ON identity_person; DROP FUNCTION identity_person_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_confirmations")]

    operations = [migrations.RunSQL(GUARDS, UNGUARD)]
