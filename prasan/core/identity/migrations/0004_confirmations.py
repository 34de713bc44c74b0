"""Confirmation keys of e-mail addresses are not used here and readable by nobody."""

from django.db import migrations

from prasan.foundation.rls import secure


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_second_factors")]

    operations = [secure("account_emailconfirmation", read="false")]
