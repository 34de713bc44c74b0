"""Room for password hashes under a seal; a night's work seals those that are there (flows/seal_passwords.py)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0007_sessions_end")]

    operations = [
        # locks identity_account: a longer varchar writes nothing anew, the lock is held for a moment
        migrations.AlterField("account", "password", models.CharField(max_length=400)),
    ]
