"""What must hold before anything else: settings load, migrations match the models, the front page answers."""

import pytest
from django.core.management import call_command
from django.test import Client


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_the_portal_answers(client: Client) -> None:
    assert client.get("/").status_code == 200
