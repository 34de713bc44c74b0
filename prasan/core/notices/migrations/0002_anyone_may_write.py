from django.db import migrations


class Migration(migrations.Migration):
    """A letter may be to someone whose letters the sender must not read: any flow may add one."""

    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """DROP POLICY notices_message_insert ON notices_message;
            CREATE POLICY notices_message_insert ON notices_message FOR INSERT WITH CHECK (true);""",
            migrations.RunSQL.noop,
        ),
    ]
