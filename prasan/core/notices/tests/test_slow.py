"""A messaging service that answers slowly: no letter goes out twice, and none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prasan.core.notices import service
from prasan.core.notices.flows import deliver
from prasan.core.notices.models import Message
from prasan.foundation import scope

from .servers import Web

pytestmark = pytest.mark.django_db


def test_what_the_lease_no_longer_covers_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with Web() as line, monkeypatch.context() as patch:
        patch.setenv("PRASAN_LINE_URL", line.url)
        patch.setenv("PRASAN_LINE_TOKEN", "token")
        with scope.system("test"):
            for key in ("a", "b"):
                service.send(service.Address(line="U1"), "case_moved", {}, dedupe_key=key)
        patch.setattr(deliver, "LONGEST", deliver.LEASE + timedelta(seconds=1))  # as if time had passed
        assert deliver.deliver() == 0 and not line.seen
        with scope.system("test"):
            assert list(Message.objects.values_list("state", "attempts")) == [("pending", 0)] * 2
        patch.setattr(deliver, "LONGEST", timedelta(minutes=2))
        assert deliver.deliver() == 2 and len(line.seen) == 2
