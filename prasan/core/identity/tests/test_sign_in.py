"""Signing in and up over HTTP: with password, code, and in the demonstration with one click."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache.backends import locmem
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.core.identity import service as identity
from prasan.core.identity.flows.throttle import LONG_WINDOW, MOST_ANYWHERE, MOST_FOR_A_NAME
from prasan.core.identity.models import Account, Attempt, Person
from prasan.core.identity.tasks import clear_sign_in
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
PASSWORD = "สี่คำ ที่ฉัน เท่านั้นรู้"
SECRET = "JBSWY3DPEHPK3PXP"  # of an authenticator app


@pytest.fixture
def malai() -> Account:
    with scope.system("test"):
        return Account.objects.create_user(
            "malai",
            PASSWORD,
            given_th="มาลัย",
            family_th="ทดลอง",
            phone="+66812345678",
            email="malai@example.com",
        )


def enter(client: Client, name: str, password: str = PASSWORD, **more: str) -> int:
    return client.post(reverse("account_login"), {"login": name, "password": password}, **more).status_code  # type: ignore[arg-type]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["malai", "MALAI", "081-234-5678", "๐๘๑๒๓๔๕๖๗๘", "Malai@Example.com"])
def test_one_field_takes_name_phone_and_email(client: Client, malai: Account, name: str) -> None:
    assert enter(client, name) == 302
    assert signed_in(client)


@pytest.mark.parametrize(("name", "password"), [("malai", "wrong"), ("nobody", PASSWORD), ("malai", "")])
def test_a_wrong_name_or_password_says_the_same(
    client: Client, malai: Account, name: str, password: str
) -> None:
    page = client.post(reverse("account_login"), {"login": name, "password": password})
    assert page.status_code == 200 and not signed_in(client)
    assert "govuk-error-summary" in page.content.decode()


def test_a_closed_account_stays_out(client: Client, malai: Account) -> None:
    enter(client, "malai")
    with scope.system("test"):
        Account.objects.filter(pk=malai.pk).update(is_active=False)
    assert client.get(reverse("account")).status_code == 302  # the running session ends too
    assert enter(Client(), "malai") == 200


def test_guessing_is_slowed_down_and_locks_nobody_else_out(client: Client, malai: Account) -> None:
    for _ in range(MOST_FOR_A_NAME):
        enter(client, "malai", "guess", REMOTE_ADDR="203.0.113.9")
    assert enter(client, "malai", REMOTE_ADDR="203.0.113.9") == 200
    assert not signed_in(client)  # even with the right password, from there
    assert enter(client, "malai", REMOTE_ADDR="198.51.100.7") == 302  # the owner, from elsewhere


def test_guessing_from_everywhere_comes_to_an_end(client: Client, malai: Account) -> None:
    for n in range(MOST_ANYWHERE):
        enter(client, "malai", "guess", REMOTE_ADDR=f"203.0.{n}.9")
    assert enter(client, "malai", REMOTE_ADDR="198.51.100.7") == 200
    with scope.system("test"):
        Attempt.objects.update(since=timezone.now() - LONG_WINDOW)
    assert enter(client, "malai", REMOTE_ADDR="198.51.100.7") == 302


def test_a_line_of_ipv6_is_one_address_however_many_it_has(client: Client, malai: Account) -> None:
    for n in range(MOST_FOR_A_NAME):
        enter(client, "malai", "guess", REMOTE_ADDR=f"2001:db8:1:2::{n}")
    assert enter(client, "malai", REMOTE_ADDR="2001:db8:1:2:ffff::1") == 200
    assert enter(client, "malai", REMOTE_ADDR="2001:db8:1:3::1") == 302


def test_being_right_with_another_account_does_not_begin_anew(client: Client, malai: Account) -> None:
    with scope.system("test"):
        Account.objects.create_user("trap", "another password", phone=malai.phone)
    for n in range(2 * MOST_FOR_A_NAME):
        enter(Client(), malai.phone, "another password" if n % 4 == 3 else "guess", REMOTE_ADDR="203.0.113.9")
    assert enter(client, malai.phone, REMOTE_ADDR="203.0.113.9") == 200


def test_accounts_made_with_anothers_number_take_no_sign_in_from_them(client: Client, malai: Account) -> None:
    with scope.system("test"):
        for n in range(12):
            Account.objects.create_user(f"trap{n}", "trap", phone=malai.phone, email=malai.email)
        Account.objects.filter(pk=malai.pk).update(given_th="ย้าย")  # the row moves to the end of the table
    assert enter(client, malai.phone) == 302
    assert enter(Client(), malai.email) == 302


def test_a_password_of_a_megabyte_is_not_even_tried(
    client: Client, malai: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tried(*_any: object, **_more: object) -> bool:
        raise AssertionError("it was hashed")

    monkeypatch.setattr("prasan.core.identity.backend.check_password", tried)
    monkeypatch.setattr("prasan.core.identity.backend.make_password", tried)
    for name in ("malai", "nobody"):
        page = client.post(reverse("account_login"), {"login": name, "password": "x" * 1_000_000})
        assert "1,000" in page.content.decode() and not signed_in(client)
    assert not malai.check_password("x" * 1_000_000)


def test_signing_out_ends_the_session_and_needs_a_post(client: Client, malai: Account) -> None:
    enter(client, "malai")
    client.get(reverse("account_logout"))
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)


def test_a_code_is_asked_for_once_the_app_is_set_up(client: Client, malai: Account) -> None:
    enter(client, "malai")
    ask = client.get(reverse("mfa_activate_totp"))
    assert ask.headers["Location"].startswith(reverse("account_reauthenticate"))  # signing in is not enough
    client.post(ask.headers["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r"<code>([A-Z2-7]{16,})<", page.content.decode())
    assert secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret[1])}).status_code == 302
    with scope.system("test"):
        stored = Authenticator.objects.get(user=malai, type="totp")
        assert secret[1] not in str(stored.data)  # sealed at rest
        stored.wrap()
    with scope.activate(scope.Scope(person=malai.pk + 1, units=(1,), roles=frozenset({"administrator"}))):
        assert not Authenticator.objects.exists()  # nobody else's to read

    other = Client()
    step = other.post(reverse("account_login"), {"login": "malai", "password": PASSWORD})
    assert step.headers["Location"] == reverse("mfa_authenticate") and not signed_in(other)
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    with scope.system("test"):
        assert isinstance(Authenticator.objects.get(user=malai, type="totp").wrap(), TOTP)
    for _ in range(5):
        other.post(reverse("mfa_authenticate"), {"code": "000000"})
    other.post(reverse("mfa_authenticate"), {"code": code(secret[1])})
    assert not signed_in(other)  # codes cannot be tried out either


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_signing_up_gives_an_account_and_no_claim_on_a_citizen_id(client: Client) -> None:
    answers = {
        "given_th": "ทดลอง", "family_th": "ใหม่", "username": "Newcomer", "password": PASSWORD,
        "phone": "0898765432", "citizen_id": "1-0000-0000001-0",
    }  # fmt: skip
    number = identity_number(1)
    page = client.post(reverse("account_signup"), {**answers, "citizen_id": number[:-1] + "x"})
    assert page.status_code == 200 and not signed_in(client)
    assert client.post(reverse("account_signup"), {**answers, "citizen_id": number}).status_code == 302
    assert signed_in(client)
    with scope.system("test"):
        account = Account.objects.get(username="newcomer")
        person = Person.objects.get(account=account)
    assert (account.phone, account.ial) == ("+66898765432", "1.1")
    assert number not in person.citizen_id_sealed
    assert identity.person_facts(account.pk)["citizen_id"] == number
    assert identity.find_person(number) is None  # anybody can type any number
    with scope.system("test"):
        identity.verify_person(account, number)
    found = identity.find_person(number)
    assert found is not None and (found.pk, found.ial) == (account.pk, "2.1")


@pytest.mark.parametrize(
    ("name", "password"),
    [("malai", PASSWORD), ("newcomer", "Xq7-zzW"), ("newcomer", "1234567890"), ("a b", PASSWORD)],
)
def test_signing_up_refuses(client: Client, malai: Account, name: str, password: str) -> None:
    answers = {"given_th": "ก", "family_th": "ข", "username": name, "password": password}
    page = client.post(reverse("account_signup"), answers)
    assert page.status_code == 200 and "govuk-error-summary" in page.content.decode()
    assert password not in page.content.decode() and not signed_in(client)


def test_accounts_are_not_made_by_the_thousand(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prasan.core.identity.views.MOST_SIGN_UPS", 2)
    answers = {"given_th": "ก", "family_th": "ข", "password": PASSWORD}
    made = [Client().post(reverse("account_signup"), {**answers, "username": f"many-{n}"}) for n in range(3)]
    assert [page.status_code for page in made] == [302, 302, 429]
    with scope.system("test"):
        assert Attempt.objects.count() == 1
        Attempt.objects.update(since=timezone.now() - 2 * LONG_WINDOW)
        clear_sign_in.func(0)
        assert not Attempt.objects.exists()


def identity_number(number: int) -> str:
    from prasan.core.identity.flows.make_demo_people import demo_citizen_id

    return demo_citizen_id(9000 + number)


def test_demo_people_go_in_with_one_click(client: Client) -> None:
    with scope.system("test"):
        people = identity.make_demo_people()
        again = identity.make_demo_people()
    assert [p.pk for p in people] == [p.pk for p in again] and len(people) >= 15
    assert client.get(reverse("demo")).status_code == 200
    for person in people:
        assert client.post(reverse("demo-enter", args=[person.username])).status_code == 302
        assert client.session["_auth_user_id"] == str(person.pk)
    assert client.post(reverse("demo-enter", args=["nobody"])).status_code == 404
    elder = client.post(reverse("demo-enter", args=["boonmee"]))
    assert elder.cookies["text_size"].value == "large"


def test_every_role_has_somebody_to_be() -> None:
    with scope.system("test"):
        people = identity.make_demo_people()
        roles = {role for person in people for m in identity.memberships_of(person) for role in m.roles}
    assert roles == set(identity.Role.values)


def test_an_account_that_is_no_demo_person_cannot_be_chosen(client: Client, malai: Account) -> None:
    assert client.post(reverse("demo-enter", args=["malai"])).status_code == 404


def test_the_frame_of_a_request_costs_two_queries_and_one_scope(
    client: Client, malai: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, "malai")
    client.get(reverse("account_logout"))  # what every process holds in memory is read once
    monkeypatch.setattr("prasan.core.directory.memory.POLL_SECONDS", 60)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account_logout"))
    sql = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert (
        len([s for s in sql if "set_config" in s]) <= 2
    )  # one more ends a nested scope in a test's transaction
    assert len([s for s in sql if "django_session" in s or "identity_" in s]) == 2, sql


def test_a_visitor_without_a_session_costs_no_look_up(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("home"))
    assert not [q for q in queries if "django_session" in q["sql"] or "identity_" in q["sql"]]


def test_my_details_are_mine_to_correct(client: Client, malai: Account) -> None:
    assert client.get(reverse("account")).status_code == 302
    enter(client, "malai")
    page = client.get(reverse("account")).content.decode()
    assert "มาลัย" in page
    answers = {
        "given_th": "มาลัย", "family_th": "ใหม่กว่า", "phone": "",
        "email": "malai@example.com", "language": "en",
        "birth_date.day": "14", "birth_date.month": "3", "birth_date.year": "2545", "large_text": "on",
        "address.no": "99/1", "address.place.province": "57", "address.place.district": "5707",
        "address.place.subdistrict": "570704", "address.postcode": "57110",
    }  # fmt: skip
    done = client.post(reverse("account"), answers)
    assert done.status_code == 302 and done.cookies["text_size"].value == "large"
    facts = identity.person_facts(malai.pk)
    assert facts["name"] == "มาลัย ใหม่กว่า" and "phone" not in facts
    assert facts["birth_date"] == "2002-03-14" and facts["age"] >= 24
    assert facts["address"] == {"no": "99/1", "place": "570704", "postcode": "57110"}
    wrong = client.post(reverse("account"), {**answers, "email": "nonsense"})
    assert wrong.status_code == 200 and "govuk-error-summary" in wrong.content.decode()


def test_what_is_on_the_card_stays_once_verified(client: Client, malai: Account) -> None:
    with scope.system("test"):
        identity.verify_person(malai, identity_number(2))
    enter(client, "malai")
    client.post(reverse("account"), {"given_th": "อื่น", "family_th": "อื่น", "language": "th"})
    assert identity.person_facts(malai.pk)["name"] == "มาลัย ทดลอง"


@pytest.mark.parametrize(
    "credential", ['{"id": 1}', "[]", "1", "[" * 100_000, "{", '{"response": {"userHandle": 5}}']
)
def test_any_credential_gets_an_answer(client: Client, credential: str) -> None:
    client.get(reverse("account_login"))
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.status_code in (200, 302)
    assert not signed_in(client)


def test_another_way_to_write_a_number_is_no_new_try(client: Client, malai: Account) -> None:
    ways = ["081-234-5678", "+66812345678", "๐๘๑๒๓๔๕๖๗๘", "08 1234 5678", "0812345678"]
    assert len(ways) == MOST_FOR_A_NAME
    for way in ways:
        enter(client, way, "guess", REMOTE_ADDR="203.0.113.9")
    enter(client, "0066812345678", REMOTE_ADDR="203.0.113.9")
    assert not signed_in(client)


def test_a_personal_page_is_kept_by_no_browser(client: Client, malai: Account) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
    enter(client, "malai")
    for page in ("/", reverse("casework:my-cases"), reverse("ledger:my-looks"), "/no-such-page"):
        assert client.get(page).headers["Cache-Control"] == "private, no-store"


def test_what_was_used_and_counted_is_known_to_every_process(client: Client, malai: Account) -> None:
    with scope.system("test"):
        TOTP.activate(malai, SECRET)
    once = code(SECRET)

    def step(typed: str) -> Client:
        getattr(locmem, "_caches").clear()  # noqa: B009 - another process has a memory of its own
        browser = Client()
        browser.post(reverse("account_login"), {"login": "malai", "password": PASSWORD})
        browser.post(reverse("mfa_authenticate"), {"code": typed})
        return browser

    assert signed_in(step(once))
    assert not signed_in(step(once))
    for _ in range(6):
        step("000000")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM identity_cache WHERE cache_key LIKE '%totp.used%'")
    assert not signed_in(step(code(SECRET)))  # it is right, but tries are counted together
