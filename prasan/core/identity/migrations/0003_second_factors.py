"""Second factors and passkeys are read by their owner and by sign-in alone."""

from django.db import migrations

from prasan.foundation.rls import secure


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_row_level_security"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("account", "0001_initial"),
    ]

    operations = [
        secure("mfa_authenticator", read="user_id = (SELECT scope_person())"),
        secure("account_emailaddress", read="user_id = (SELECT scope_person())"),
    ]
