"""Letters come from the program and from who is signed in; a visitor, or a query without a scope, writes none."""

from django.db import migrations

POLICY = "ALTER POLICY notices_message_insert ON notices_message WITH CHECK ({});"
KNOWN = "(SELECT scope_system()) OR (SELECT scope_person()) IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_letters_of_a_person_and_of_an_age")]

    operations = [migrations.RunSQL(POLICY.format(KNOWN), POLICY.format("true"))]
