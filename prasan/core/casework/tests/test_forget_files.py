"""A file taken out of a draft is erased from the store, but none that a draft or a case still holds."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from prasan.core.casework import service as casework
from prasan.core.casework.flows.forget_files import GRACE, forget_files
from prasan.core.documents import service as documents
from prasan.core.documents import vault
from prasan.core.identity import service as identity
from prasan.foundation import scope

from . import world
from .test_discard_draft import picture

pytestmark = pytest.mark.django_db


def lies(*files: UUID) -> list[bool]:
    """Whether the bytes of each are in the store."""
    return [vault.get(vault.CONTENT, file) is not None for file in files]


def night(grace: timedelta = timedelta(0)) -> int:
    """What the nightly work takes away."""
    gone = forget_files(grace)
    documents.erase()
    return gone


def store(owner: identity.Account) -> UUID:
    return documents.store(picture(), owner=owner.subject).pk


def test_what_was_taken_out_goes_and_what_is_held_stays():
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        sent, held, apart, out = (store(somjai) for _n in range(4))
        world.complaint(somjai, files=[str(sent)])
        casework.start_draft("complaint", answers={"files": [str(held)]})
        casework.start_draft("complaint", answers={"files": [apart.hex.upper()]})  # as systems may
        draft = casework.start_draft("complaint", answers={"files": [str(out), str(sent)]})
        casework.save_page(draft.pk, "evidence", {"files": []})
    assert night(GRACE) == 0
    assert lies(sent, held, apart, out) == [True] * 4
    assert night() == 1
    assert lies(sent, held, apart, out) == [True, True, True, False]
    with scope.system("test"):
        assert set(documents.documents([sent, held, apart, out])) == {sent, held, apart}


def test_what_is_sent_with_a_message_stays():
    world.publish()
    somjai = world.citizen()
    number = world.complaint(somjai)
    with world.acting(somjai):
        sent = store(somjai)
        casework.reply(number, "ส่งรูปเพิ่ม", files=[str(sent)])
    assert night() == 0
    assert lies(sent) == [True]


def test_taken_out_on_the_page(client: Client):
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        file = store(somjai)
        draft = casework.start_draft("complaint", answers={"files": [str(file)]})
    client.force_login(somjai)
    page = reverse("casework:draft-page", args=[draft.pk, "evidence"])
    assert str(file) in client.get(page).content.decode()
    client.post(page, {"_on": ["files"], "_later": "1"})  # its box is no longer among what is sent
    assert str(file) not in client.get(page).content.decode()
    assert night() == 1
    assert lies(file) == [False]
