"""Programs and officers with the role of integrator manage the webhooks of their agency, as administrators do."""

from django.db import migrations

OURS = (
    "((SELECT scope_has('administrator')) OR (SELECT scope_has('integrator'))) AND {agency} IN"
    " (SELECT u.agency_id FROM directory_unit u WHERE u.id = ANY((SELECT scope_units())::bigint[]))"
)
LOG = f"EXISTS (SELECT 1 FROM events_endpoint e WHERE e.id = endpoint_id AND {OURS.format(agency='e.agency_id')})"
BEFORE = OURS.replace(" OR (SELECT scope_has('integrator'))", "")
LOG_BEFORE = f"EXISTS (SELECT 1 FROM events_endpoint e WHERE e.id = endpoint_id AND {BEFORE.format(agency='e.agency_id')})"


def policies(endpoint: str, log: str) -> str:
    admitted = "(SELECT scope_system()) OR"
    return f"""
        ALTER POLICY events_endpoint_read ON events_endpoint USING ({admitted} ({endpoint}));
        ALTER POLICY events_endpoint_insert ON events_endpoint WITH CHECK ({admitted} ({endpoint}));
        ALTER POLICY events_endpoint_update ON events_endpoint USING ({admitted} ({endpoint}));
        ALTER POLICY events_endpoint_delete ON events_endpoint USING ({admitted} ({endpoint}));
        ALTER POLICY events_delivery_read ON events_delivery USING ({admitted} ({log}));
    """


class Migration(migrations.Migration):
    dependencies = [("events", "0003_sealed_secret")]

    operations = [
        migrations.RunSQL(
            policies(OURS.format(agency="agency_id"), LOG),
            policies(BEFORE.format(agency="agency_id"), LOG_BEFORE),
        )
    ]
