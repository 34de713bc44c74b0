"""A draft thrown away takes its fee and its files with it; one that is left is forgotten in the end."""

import io
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from prasan.core.casework import service as casework
from prasan.core.casework.flows.ask_payment import reference
from prasan.core.casework.flows.discard_draft import KEPT, forget_drafts
from prasan.core.casework.models import Draft
from prasan.core.directory import service as directory
from prasan.core.documents import service as documents
from prasan.core.payments import service as payments
from prasan.foundation import scope

from . import world

pytestmark = pytest.mark.django_db


def test_its_fee_cannot_be_paid_any_more(settings):
    settings.BILLER_ID = "099400016550100"
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        draft = casework.start_draft("complaint")
        asked = payments.request_payment(
            reference(draft.pk), 2000, payer=uuid.UUID(str(somjai.subject)), payer_name="สมใจ ใจดี",
            agency=directory.agency("psc-1111").pk, purpose_th="คัดสำเนา", purpose_en="A copy",
        )  # fmt: skip
        casework.discard_draft(draft.pk)
    with scope.system("test"):
        assert not Draft.objects.filter(pk=draft.pk).exists()
        assert payments.payment(asked.pk).state == "cancelled"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30)).save(made, "PNG")
    return made.getvalue()


def test_its_files_go_with_it_but_not_those_of_a_case():
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        sent, left = (documents.store(picture(), owner=somjai.subject).pk for _n in range(2))
        world.complaint(somjai, files=[str(sent)])
        draft = casework.start_draft("complaint", answers={"files": [str(sent), str(left)]})
        casework.discard_draft(draft.pk)
        assert set(documents.documents([sent, left])) == {sent}


def test_what_nobody_goes_on_with_is_forgotten_but_not_what_is_paid_for(settings):
    settings.BILLER_ID = "099400016550100"
    world.publish()
    somjai = world.citizen()
    with world.acting(somjai):
        fresh, old, paid = (casework.start_draft("complaint").pk for _n in range(3))
        asked = payments.request_payment(
            reference(paid), 2000, payer=somjai.subject, payer_name="สมใจ ใจดี",
            agency=directory.agency("psc-1111").pk, purpose_th="คัดสำเนา", purpose_en="A copy",
        )  # fmt: skip
    payments.confirm(payments.Confirmation("T1", asked.ref1, asked.ref2, asked.amount, timezone.now()))
    with scope.system("test"):
        before = timezone.now() - KEPT - timedelta(hours=1)
        Draft.objects.filter(pk__in=[old, paid]).update(updated_at=before)
    assert forget_drafts() == 1
    with scope.system("test"):
        assert set(Draft.objects.values_list("pk", flat=True)) == {fresh, paid}
