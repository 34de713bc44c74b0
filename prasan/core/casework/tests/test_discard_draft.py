"""A draft thrown away takes the fee that was asked for it with it."""

import uuid

import pytest

from prasan.core.casework import service as casework
from prasan.core.casework.flows.ask_payment import reference
from prasan.core.casework.models import Draft
from prasan.core.directory import service as directory
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
