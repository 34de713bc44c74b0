"""Who sees a document: decided by the database."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client

from prasan.core.directory.models import Unit
from prasan.core.documents import service
from prasan.foundation import scope
from prasan.foundation.errors import NotAllowed, NotFound
from prasan.foundation.scope import VISITOR, Scope

from .conftest import picture

pytestmark = pytest.mark.django_db


def made(who: Scope) -> service.Document:
    with scope.activate(who):
        return service.store(picture(), owner=uuid.UUID(who.subject), name="a.jpg")


def sees(who: Scope, document: service.Document) -> bool:
    with scope.activate(who):
        return bool(service.documents([document.id]))


def test_only_the_owner_sees_a_new_document(
    citizen: Scope, stranger: Scope, units: tuple[Unit, Unit]
) -> None:
    document = made(citizen)
    assert sees(citizen, document)
    assert not sees(stranger, document)
    assert not sees(VISITOR, document)
    assert not sees(Scope(person=3, subject=str(uuid.uuid4()), desk=(units[0].pk,)), document)
    with pytest.raises(NotFound), scope.activate(stranger):
        service.open_document(document.id)


def test_sharing_lets_a_unit_and_its_overseers_read(citizen: Scope, units: tuple[Unit, Unit]) -> None:
    document, (one, two) = made(citizen), units
    officer = Scope(person=3, subject=str(uuid.uuid4()), desk=(one.pk,))
    with scope.activate(citizen):
        service.share([document.id], [one.pk])
        service.share([document.id], [one.pk])
    assert sees(officer, document)
    assert sees(Scope(person=4, subject=str(uuid.uuid4()), agencies=(one.agency_id,)), document)
    assert not sees(Scope(person=5, subject=str(uuid.uuid4()), desk=(two.pk,)), document)
    with scope.activate(officer):  # handing over takes the documents along
        service.share([document.id], [two.pk])
    assert sees(Scope(person=5, subject=str(uuid.uuid4()), desk=(two.pk,)), document)


def test_sharing_with_a_person(citizen: Scope, stranger: Scope) -> None:
    document = made(citizen)
    with scope.activate(citizen):
        service.share([document.id], people=[uuid.UUID(stranger.subject)])
    assert sees(stranger, document)


def test_who_cannot_read_cannot_share(citizen: Scope, stranger: Scope, units: tuple[Unit, Unit]) -> None:
    document = made(citizen)
    with pytest.raises(DatabaseError), scope.activate(stranger):
        service.share([document.id], [units[0].pk], people=[uuid.UUID(stranger.subject)])
    assert not sees(stranger, document)


def test_a_document_does_not_change_and_one_of_a_case_stays(citizen: Scope) -> None:
    document = made(citizen)
    rows = service.Document.objects.filter(pk=document.id)
    with scope.activate(citizen):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(sha256="0" * 64)
        service.attach([document.id])
        with pytest.raises(NotAllowed):
            service.remove(document.id)
        for change in ({"state": "removed"}, {"state": "fresh"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_addresses_answer_not_found_to_whom_may_not_see(client: Client, citizen: Scope) -> None:
    document = made(citizen)
    for address in (
        f"/documents/{document.id}",
        f"/documents/{document.id}/preview",
        f"/documents/{uuid.uuid4()}",
    ):
        assert client.get(address).status_code == 404


def test_the_owner_downloads_what_was_given_in(client: Client) -> None:
    with scope.system("test"):
        account = get_user_model().objects.create_user("somchai")
        kept = service.store(b"a,b\n1,2\n", owner=account.subject, name="รายการ.csv", accept=("text/csv",))
        content = service.open_document(kept.id).content
        client.force_login(account)
    answer = client.get(f"/documents/{kept.id}")
    assert answer.status_code == 200
    assert answer.content == content
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B8")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/documents/{kept.id}/preview").status_code == 404
