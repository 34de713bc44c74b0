"""The rows of before are held to the sets as well: apart from the step before, for this one reads while people write."""

from importlib import import_module

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

_sets = import_module("prasan.core.casework.migrations.0014_closed_sets")


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_closed_sets")]

    operations = [
        ValidateConstraint(of, held.name) for of, several in _sets.CONSTRAINTS.items() for held in several
    ]
