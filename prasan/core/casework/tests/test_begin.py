"""Where people begin: after signing in, with a service, with a number from a slip."""

from __future__ import annotations

import pytest
from django.test import Client

from prasan.core.casework import service as casework
from prasan.core.casework.models import Draft
from prasan.core.casework.pages import track
from prasan.core.casework.tests import world
from prasan.core.identity import service as identity
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
UNIT = "psc-1111/intake"
HOMES = {
    ("officer",): "/desk",
    ("supervisor",): "/desk",
    ("officer", "service_owner"): "/desk",
    ("counter",): "/counter",
    ("counter", "officer"): "/counter",
    ("operator",): "/counter",
    ("operator", "officer"): "/desk",
    ("service_owner",): "/services-office",
    ("finance",): "/finance/payments",
    ("auditor",): "/ledger/audit",
    ("administrator",): "/administration/",
    ("integrator",): "/administration/webhooks/",
}


def entered(account: identity.Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(("roles", "home"), HOMES.items())
def test_officers_begin_where_they_work(roles: tuple[str, ...], home: str) -> None:
    account = world.officer(UNIT, *roles)
    assert identity.home_of(account) == home
    assert entered(account).get(home).status_code == 200


def test_signing_in_leads_there(client: Client) -> None:
    with scope.system("test"):
        account = identity.Account.objects.create_user("somjai", "ไฟทางดับหน้าหมู่บ้าน", given_th="สมใจ")
    sent = {"login": "somjai", "password": "ไฟทางดับหน้าหมู่บ้าน"}
    answer = client.post("/account/sign-in/", sent)
    assert answer.headers["Location"] == "/my" and client.get("/my").status_code == 200
    with scope.system("test"):
        identity.make_demo_people()
    for username, home in {
        "waraporn": "/desk", "malee": "/counter", "siriwan": "/services-office", "admin": "/administration/",
        "manop": "/finance/payments", "pimjai": "/my", "wilai": "/ledger/audit",
    }.items():  # fmt: skip
        assert client.post(f"/en/demo/{username}/").headers["Location"] == f"/en{home}"
    assert account.pk


def drafts() -> int:
    with scope.system("test"):
        return Draft.objects.count()


def test_looking_at_where_one_applies_makes_no_draft() -> None:
    world.publish()
    client = entered(world.citizen())
    for path in ("/services/complaint/apply", "/services/complaint"):
        page = client.get(path).content.decode()
        assert '<form method="post" action="/services/complaint/apply"' in page
    assert drafts() == 0
    begun = client.post("/services/complaint/apply").headers["Location"]
    assert drafts() == 1
    for path in ("/services/complaint/apply", "/services/complaint"):
        assert f'href="{begun}"' in client.get(path).content.decode()
    other = entered(world.citizen("other")).get("/services/complaint/apply").content.decode()
    assert begun not in other
    assert 'href="/services/complaint/apply"' in Client().get("/services/complaint").content.decode()


def test_the_end_of_somebody_elses_draft_is_nobodys_business() -> None:
    world.publish()
    owner, other, officer = world.citizen(), world.citizen("other"), world.officer(UNIT)
    with world.acting(owner):
        draft = casework.start_draft("complaint", answers=world.ANSWERS)
    path = f"/drafts/{draft.pk}/done"
    assert entered(owner).get(path).headers["Location"] == f"/drafts/{draft.pk}/check"
    for stranger in (other, officer):
        assert entered(stranger).get(path).status_code == 404
    with world.acting(owner):
        for page in ("matter", "where", "evidence", "you"):
            casework.save_page(draft.pk, page, world.ANSWERS)
        number = casework.submit(draft.pk).number
    assert entered(owner).get(path).headers["Location"].startswith(f"/my/cases/{number}")
    for stranger in (other, officer):
        for address in (path, f"/drafts/{draft.pk}/check"):
            assert entered(stranger).get(address).status_code == 404


def test_the_digits_of_a_telephone_number_stand_in_no_address(client: Client) -> None:
    world.publish()
    number = world.complaint(world.citizen())
    asked = client.get(f"/track?number={number}&phone=5678").content.decode()
    assert f'value="{number}"' in asked and 'value="5678"' not in asked and "govuk-panel" not in asked
    assert 'method="post"' in asked
    assert "govuk-panel" in client.post("/track", {"number": number, "phone": "5678"}).content.decode()
    assert client.post("/track", {"number": number, "phone": "0000"}).status_code == 404
    missing = client.post("/track", {"number": number})
    assert "phone-error" in missing.content.decode()
    for _again in range(5):
        client.post("/track", {"number": number, "phone": "0000"})
    assert client.post("/track", {"number": number, "phone": "5678"}).status_code == 429
    for n in range(track.MOST_ANYWHERE):
        client.post("/track", {"number": number, "phone": "0000"}, REMOTE_ADDR=f"203.0.{n}.9")
    answer = client.post("/track", {"number": number, "phone": "5678"}, REMOTE_ADDR="198.51.100.9")
    assert answer.status_code == 429  # wherever it comes from


def test_the_number_given_in_the_matter_opens_it_like_that_of_the_account(client: Client) -> None:
    world.publish()
    person = world.citizen()
    with world.acting(person):
        draft = casework.start_draft("complaint")
        for page in ("matter", "where", "evidence", "you"):
            casework.save_page(draft.pk, page, {**world.ANSWERS, "phone": "0898765432"})
        number = casework.submit(draft.pk).number
    for digits, status in (("5432", 200), ("5678", 200), ("1234", 404)):
        assert client.post("/track", {"number": number, "phone": digits}).status_code == status
