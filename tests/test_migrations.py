"""Migrations can be applied while the version before still serves: the linter knows what would break it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django_migration_linter import MigrationLinter

OURS = ("prasan.",)
# Made before the first release, so that no version was running that they could break.
BEFORE_RELEASE = ("0003_sealed_secret",)


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_migration_breaks_the_version_that_runs() -> None:
    labels = [app.rpartition(".")[2] for app in settings.INSTALLED_APPS if app.startswith(OURS)]
    linter = MigrationLinter(
        str(settings.ROOT),
        include_apps=labels,
        database="owner",
        ignore_name=BEFORE_RELEASE,
        no_cache=True,
        quiet=["ok", "ignore", "warning"],
    )
    linter.lint_all_migrations()
    assert linter.nb_total > 5
    assert not linter.has_errors, "see the output above"
