"""The second lock of identity, and the one look that sign-in needs through it."""

from django.db import migrations

from prasan.foundation.rls import secure

ADMINISTRATOR = "(SELECT scope_has('administrator'))"
OFFICER = "(SELECT cardinality(scope_units()) > 0)"
OWN = "(SELECT scope_person())"

# The account of a session with its active seats, in one query and before any scope is known.
SIGNED_IN = """
CREATE FUNCTION identity_signed_in(person bigint) RETURNS TABLE (account identity_account, seats jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT a, coalesce((
    SELECT jsonb_agg(jsonb_build_array(m.unit_id, u.agency_id, m.roles) ORDER BY m.id)
    FROM identity_membership m JOIN directory_unit u ON u.id = m.unit_id
    WHERE m.account_id = a.id AND m.ends_at IS NULL
), '[]')
FROM identity_account a WHERE a.id = person
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]

    operations = [
        secure(
            "identity_account",
            read=f"id = {OWN} OR (is_officer AND {OFFICER}) OR {ADMINISTRATOR}",
            write=f"id = {OWN} OR {ADMINISTRATOR}",
        ),
        secure("identity_person", read=f"account_id = {OWN}"),
        secure(
            "identity_membership",
            read=f"account_id = {OWN} OR {OFFICER} OR {ADMINISTRATOR}",
            write=ADMINISTRATOR,
        ),
        secure("identity_attempt", read="false"),
        migrations.RunSQL(SIGNED_IN, "DROP FUNCTION identity_signed_in(bigint);"),
    ]
