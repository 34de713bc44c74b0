"""The service owner's office over HTTP: write, check, publish, compare; nobody else gets in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from prasan.core.casework.flows.publish_service import publish_service
from prasan.core.casework.format.file import check_file
from prasan.core.casework.format.known import Known
from prasan.core.casework.models import Service
from prasan.core.casework.pages.editor import STARTER
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.models import Account
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
EXAMPLE = STARTER.read_text().replace("AGENCY", "psc-1111")
TEXT = EXAMPLE.translate(dict.fromkeys(map(ord, "‹›"))).replace("my-service", "lost-dogs")
EDIT = "/en/services-office/service/lost-dogs"


def signed_in(client: Client, name: str, unit: str, *roles: str) -> Client:
    with scope.system("test"):
        account = Account.objects.create_user(name, given_th=name, family_th="ทดลอง")
        if roles:
            identity.join_unit(account, directory.unit(unit), roles)
        client.force_login(account)
    return client


@pytest.fixture
def owner(client: Client) -> Client:
    return signed_in(client, "owner", "psc-1111/intake", "service_owner")


def publish(client: Client, text: str = TEXT, base: int = 0, at: str = "/en/services-office/new") -> str:
    answer = client.post(at, {"source": text, "base": base, "do": "publish"})
    if answer.status_code == 302:
        answer = client.get(answer["Location"])
    return answer.content.decode()


def test_the_example_to_begin_from_is_sound(owner: Client) -> None:
    page = owner.get("/services-office/new").content.decode()
    assert "agency: psc-1111" in page
    assert 'href="/services-office" aria-current="page"' in page, "the office stands in the menu"
    assert check_file(TEXT, Known(agencies=frozenset({"psc-1111"}))).mistakes == []


def test_the_untouched_example_is_not_published(owner: Client) -> None:
    for source in (EXAMPLE, TEXT.replace("lost-dogs", "my-service")):
        page = publish(owner, source)
        assert "is published" not in page
        assert "This is still the example" in page
    with scope.system("test"):
        assert not Service.objects.filter(slug="my-service").exists()


def test_who_may_not_publish_for_the_agency_hears_it_when_checking(owner: Client) -> None:
    text = TEXT.replace("agency: psc-1111", "agency: nt").replace("unit: psc-1111/intake", "unit: nt/repair")
    answer = owner.post("/en/services-office/new", {"source": text, "base": 0, "do": "check"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Publish the service" not in page
    assert "The file is in order" not in page


def test_a_service_from_nothing_to_its_second_version(owner: Client) -> None:
    checked = owner.post("/en/services-office/new", {"source": TEXT, "base": 0, "do": "check"})
    page = checked.content.decode()
    assert checked.status_code == 200
    assert "The file is in order" in page
    assert "Publish the service" in page
    assert "<svg" in page
    assert "Version 1 is published" in publish(owner)
    assert "lost-dogs" in owner.get("/services-office").content.decode()

    changed = TEXT.replace("en: Subject", "en: What about").replace("\r", "")
    page = owner.post(EDIT, {"source": changed, "base": 1, "do": "check"}).content.decode()
    assert "What changes" in page
    assert "label: {th: เรื่อง, en: What about}" in page
    assert "Version 2 is published" in publish(owner, changed, 1, EDIT)
    page = owner.get(f"{EDIT}/versions?from=1&to=2").content.decode()
    assert "From version 1 to version 2" in page
    assert "What about" in page
    assert "<code>form</code>" in page
    file = owner.get(f"{EDIT}/versions/1/file")
    assert file.content.decode() == TEXT
    assert "Public manual" in owner.get(f"{EDIT}/versions/2").content.decode()
    assert owner.get(f"{EDIT}/versions/3").status_code == 404


def test_mistakes_are_shown_with_their_lines_and_nothing_is_published(owner: Client) -> None:
    for do in ("check", "publish"):
        answer = owner.post(
            "/services-office/new", {"source": TEXT.replace("do: claim", "do: clam"), "base": 0, "do": do}
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "do: clam" in page
        assert "บรรทัดที่" in page
        assert "ปุ่มสำหรับ" in page
    with scope.system("test"):
        assert not Service.objects.filter(slug="lost-dogs").exists()


@pytest.mark.parametrize("source", ["", "\x00", "<script>alert(1)</script>", "a: [" * 2000, "ก" * 300_000])
def test_any_text_gets_an_answer(owner: Client, source: str) -> None:
    answer = owner.post("/en/services-office/new", {"source": source, "base": "x", "do": "publish"})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


def test_a_stale_page_does_not_undo_a_colleagues_version(owner: Client) -> None:
    publish(owner)
    publish(owner, TEXT + "# second\n", 1, EDIT)
    page = publish(owner, TEXT + "# mine\n", 1, EDIT)
    assert "Version 2 was published while you were editing" in page
    assert "# mine" in page


def test_names_and_agencies_are_kept_apart(owner: Client) -> None:
    publish(owner)
    assert "There is a service named lost-dogs already" in publish(owner)
    assert "The name cannot change" in publish(owner, TEXT.replace("lost-dogs", "lost-cats"), 1, EDIT)
    strange = TEXT.replace("psc-1111", "nt").replace("lost-dogs", "lost-cats")
    with translation.override("en"):
        assert "You may not publish services of this agency" in publish(owner, strange)


def test_only_owners_of_that_agency_get_in(client: Client) -> None:
    signed_in(client, "owner", "psc-1111/intake", "service_owner")
    publish(client)
    client.logout()
    assert client.get("/services-office").status_code == 302
    signed_in(client, "officer", "psc-1111/intake", "officer")
    assert client.get("/services-office").status_code == 403
    assert "/services-office" not in client.get("/about").content.decode()
    client.logout()
    signed_in(client, "other", "nt/repair", "service_owner")
    assert "lost-dogs" not in client.get("/services-office").content.decode()
    for path in ("", "/versions", "/versions/1", "/versions/1/file"):
        assert client.get(EDIT + path).status_code == 404
    assert client.post(EDIT, {"source": TEXT, "base": 1, "do": "publish"}).status_code == 404


def test_any_number_of_a_version_gets_an_answer(owner: Client) -> None:
    publish(owner)
    for number in ("9" * 5000, "²", "-1", ""):
        assert owner.post(EDIT, {"source": TEXT, "base": number, "do": "check"}).status_code == 422
        assert owner.get(f"{EDIT}/versions", {"from": number, "to": number}).status_code == 200


OTHERS = [
    "unit: pea/intake",
    "unit: psc-1111/../pea/intake",
    "unit: \"='pea/' + 'intake'\"",
    "unit: \"=form.place == '' ? 'psc-1111/intake' : 'pea/intake'\"",
]


@pytest.mark.parametrize("route", OTHERS)
def test_nobody_fills_the_queue_of_another_agency(owner: Client, route: str) -> None:
    assert "unit: psc-1111/intake" in TEXT
    page = publish(owner, TEXT.replace("unit: psc-1111/intake", route))
    assert "is published" not in page and "govuk-error-summary" in page
    assert not Service.objects.filter(slug="lost-dogs").exists()


def test_a_route_that_who_runs_the_installation_set_up_stays(owner: Client) -> None:
    routed = TEXT.replace("unit: psc-1111/intake", "unit: pea/intake")
    with scope.system("test"):
        publish_service(routed.encode())
    changed = routed.replace("en: Subject", "en: What about")
    assert "Version 2 is published" in publish(owner, changed, 1, EDIT)
    other = changed.replace("service: lost-dogs", "service: lost-cats")
    assert "units of your own agency only" in publish(owner, other)
