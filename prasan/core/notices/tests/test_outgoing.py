"""The demonstration's page of letters by LINE, SMS and e-mail: one's own alone, and only in a demonstration."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from prasan.core.notices import service as notices
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
VALUES = {
    "number": "6911 0001 2345",
    "service": {"th": "ร้องเรียน", "en": "Complaint"},
    "url": "https://p/my/1",
}


def person(name: str) -> Any:
    with scope.system("test"):
        made: Any = get_user_model().objects.create_user(name, given_th=name)
        to = notices.Address(
            person=made.pk, phone="+66812345678", email=f"{name}@example.org", line=f"U{name}"
        )
        notices.send(to, "case_opened", VALUES, lang="en", dedupe_key=name)
        return made


def test_a_tester_reads_what_goes_by_line_sms_and_email(client: Client) -> None:
    mine, _other = person("mine"), person("other")
    client.force_login(mine)
    page = client.get("/en/demo/letters").content.decode()
    for part in ("LINE", "SMS", "Umine", "mine@example.org", "6911 0001 2345", "https://p/my/1"):
        assert part in page.replace("\u00a0", " "), part
    assert "Uother" not in page and "other@" not in page
    assert "/en/demo/letters" in client.get("/en/notices").content.decode()


def test_the_page_is_in_a_demonstration_alone(client: Client, settings) -> None:
    assert client.get("/en/demo/letters").status_code == 302
    client.force_login(person("mine"))
    settings.DEMO = False
    assert client.get("/en/demo/letters").status_code == 404
    assert "/demo/letters" not in client.get("/en/notices").content.decode()
