from django.db import migrations

from prasan.foundation.rls import append_only, secure


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("directory", "0001_initial")]

    operations = [
        secure("protection_purpose", read="true", write="(SELECT scope_has('service_owner'))"),
        append_only("protection_purpose"),
    ]
