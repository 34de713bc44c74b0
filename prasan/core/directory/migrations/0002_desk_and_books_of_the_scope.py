"""Two more things the second lock may ask of the scope: whose cases, and whose payments, the person works on."""

from django.db import migrations

# The version before this one knows no desk: until it is restarted it works with its units.
FUNCTIONS = """
CREATE FUNCTION scope_desk() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(
    nullif(current_setting('prasan.desk', true), ''), nullif(current_setting('prasan.units', true), ''), '{}'
)::bigint[] $$;
CREATE FUNCTION scope_books() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('prasan.books', true), ''), '{}')::bigint[] $$;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, "DROP FUNCTION scope_desk(); DROP FUNCTION scope_books();")]
