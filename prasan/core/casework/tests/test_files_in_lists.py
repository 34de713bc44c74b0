"""A file asked for with each item of a list (the slip of a transfer) is kept, shown again and part of the case."""

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prasan.core.casework import service as casework
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger

from . import world

pytestmark = pytest.mark.django_db
SCAM = world.MISSIONS / "scams/services/scam-report.yaml"
TRANSFER = {"amount": "4500", "sent_on.day": "3", "sent_on.month": "1", "sent_on.year": "2569", "slip": ""}


@pytest.fixture
def somjai() -> identity.Account:
    world.publish(SCAM)
    return world.citizen()


@pytest.fixture
def client(somjai: identity.Account) -> Client:
    signed_in = Client()
    signed_in.force_login(somjai)
    return signed_in


def slip(name: str) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), name).save(drawn, "PNG")
    return SimpleUploadedFile(f"{name}.png", drawn.getvalue(), "image/png")


def transfers(*items: dict[str, object]) -> dict[str, object]:
    posted: dict[str, object] = {"transfers": str(len(items))}
    for n, item in enumerate(items):
        posted |= {f"transfers-{n}-{name}": value for name, value in {"from_bank": bank(), **item}.items()}
    return posted


def bank() -> str:
    return next(a.code for a in directory.agencies() if a.kind == "bank")


def begun(somjai: identity.Account) -> UUID:
    with world.acting(somjai):
        draft = casework.start_draft("scam-report")
        casework.save_page(draft.pk, "what", {"lost": True, "story": "โอนแล้วติดต่อไม่ได้"})
    return draft.pk


def kept(somjai: identity.Account, draft: UUID) -> list[dict[str, object]]:
    with world.acting(somjai):
        return list(casework.draft_for(draft).answers.get("transfers", []))


def test_it_is_kept_and_shown_on_return_and_on_the_page_to_check(client, somjai):
    draft = begun(somjai)
    sent = client.post(
        f"/drafts/{draft}/money",
        transfers({**TRANSFER, "slip": slip("navy")}, {**TRANSFER, "slip": slip("red")}),
    )
    assert sent.status_code == 302
    first, second = (item["slip"] for item in kept(somjai, draft))
    assert first != second
    again = client.get(f"/drafts/{draft}/money").content.decode()
    assert again.count("navy.png") and f'name="transfers-1-slip" value="{second}"' in again
    shown = client.get(f"/drafts/{draft}/check").content.decode()
    assert "navy.png" in shown and "red.png" in shown


def test_it_stays_when_something_else_on_the_page_is_wrong(client, somjai):
    draft = begun(somjai)
    wrong = client.post(
        f"/drafts/{draft}/money", transfers({**TRANSFER, "amount": "มาก", "slip": slip("navy")})
    )
    assert wrong.status_code == 422
    assert "navy.png" in wrong.content.decode()


def test_one_can_be_taken_away_and_an_item_removed(client, somjai):
    draft = begun(somjai)
    client.post(
        f"/drafts/{draft}/money",
        transfers({**TRANSFER, "slip": slip("navy")}, {**TRANSFER, "slip": slip("red")}),
    )
    first, second = (str(item["slip"]) for item in kept(somjai, draft))
    both = transfers({**TRANSFER, "slip": first}, {**TRANSFER, "slip": second})
    page = client.post(f"/drafts/{draft}/money", {**both, "_remove": "transfers-0"}).content.decode()
    assert f'name="transfers-0-slip" value="{second}"' in page and first not in page
    assert [item["slip"] for item in kept(somjai, draft)] == [second]
    left = transfers({**TRANSFER, "slip": second})
    page = client.post(
        f"/drafts/{draft}/money", {**left, "_drop": f"transfers-0-slip:{second}"}
    ).content.decode()
    assert second not in page
    assert [item.get("slip") for item in kept(somjai, draft)] == [None]


def test_a_wrong_file_is_refused_where_it_was_given(client, somjai):
    draft = begun(somjai)
    bad = SimpleUploadedFile("a.exe", b"MZ\x90\x00", "application/pdf")
    page = client.post(f"/en/drafts/{draft}/money", transfers({**TRANSFER, "slip": bad}))
    assert page.status_code == 422
    assert "Files of this kind" in page.content.decode() and "f-transfers-0-slip" in page.content.decode()


def test_the_unit_that_gets_the_case_can_open_it(client, somjai):
    draft = begun(somjai)
    client.post(f"/drafts/{draft}/money", transfers({**TRANSFER, "slip": slip("navy")}))
    file = str(kept(somjai, draft)[0]["slip"])
    with world.acting(somjai):
        casework.save_page(draft, "scammer", {})
        casework.save_page(draft, "you", {"name": "สมใจ ใจดี", "phone": "+66812345678"})
        case = casework.submit(draft)
    mine = client.get(f"/my/cases/{case.number}").content.decode()
    assert f"/documents/{file}" in mine and "navy.png" in mine
    theirs = Client()
    theirs.force_login(world.officer("aoc-1441/intake"))
    desk = theirs.get(f"/desk/cases/{case.number}").content.decode()
    assert f"/documents/{file}" in desk
    assert theirs.get(f"/documents/{file}").status_code == 200


def test_the_person_is_told_of_which_case_a_file_was_opened(client, somjai):
    draft = begun(somjai)
    client.post(f"/drafts/{draft}/money", transfers({**TRANSFER, "slip": slip("navy")}))
    file = str(kept(somjai, draft)[0]["slip"])
    with world.acting(somjai):
        casework.save_page(draft, "scammer", {})
        casework.save_page(draft, "you", {"name": "สมใจ ใจดี", "phone": "+66812345678"})
        case = casework.submit(draft)
    theirs = Client()
    theirs.force_login(world.officer("aoc-1441/intake"))
    desk = theirs.get(f"/desk/cases/{case.number}").content.decode()
    assert f"/documents/{file}?case={case.number}" in desk
    for number in (case.number, "000000000000", "x"):
        assert theirs.get(f"/documents/{file}", {"case": number}).status_code == 200
    with world.acting(somjai):
        opened = [
            line.case for line in ledger.entries_of(somjai.subject, kind="look") if line.data == ("document",)
        ]
    assert opened == ["", "", case.number]
