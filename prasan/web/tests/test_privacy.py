"""The privacy page promises what the portal does, and names the service by which rights are used."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.foundation import scope

SLUG = "personal-data-request"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/privacy", "th"), ("/en/privacy", "en")])
def test_the_page_leads_to_the_service_by_its_title(client: Client, path: str, language: str) -> None:
    (file,) = (file for file in casework.shipped_files() if file.stem == SLUG)
    with scope.system("test"):
        casework.publish_service(file.read_bytes())
    page = client.get(path).content.decode()
    (link,) = re.findall(rf'<a href="([^"]*/services/{SLUG})">([^<]+)</a>', page)
    entry = casework.entry(SLUG)
    assert entry and link[1] == getattr(entry.definition.title, language)
    assert client.get(link[0]).status_code == 200


@pytest.mark.django_db
def test_it_promises_no_deletion_that_nothing_does(client: Client) -> None:
    said = {"th": "ไม่ได้ลบข้อมูลโดยอัตโนมัติ", "en": "does not delete it by itself"}
    for language, path in (("th", "/privacy"), ("en", "/en/privacy")):
        assert said[language] in client.get(path).content.decode()
