"""The administrator's pages: what they change, what the ledger says of it, and that they are nobody else's."""

from __future__ import annotations

import datetime
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.core.identity import service as identity
from prasan.core.identity.administration.settings import GROUPS
from prasan.core.identity.administration.urls import urlpatterns
from prasan.core.identity.models import Account, Membership, Role
from prasan.foundation import scope

pytestmark = pytest.mark.django_db


def member(name: str, *roles: str) -> Account:
    with scope.system("test"):
        account = Account.objects.create_user(name, given_th=name, family_th="ทดลอง", phone="")
        if roles:
            identity.join_unit(account, directory.unit("dga/intake"), roles)
    return account


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(member("chief", "administrator"))
    return client


def actions() -> list[str]:
    with connection.cursor() as cursor, scope.system("test"):
        cursor.execute("SELECT action FROM ledger_record WHERE kind = 'admin' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def integrating(unit: str) -> scope.Scope:
    """Somebody who joins other systems of the unit's agency to this one."""
    there, roles = directory.unit(unit), frozenset({"integrator"})
    seat = scope.Seat(there.pk, there.agency_id, roles)
    return scope.Scope(seats=(seat,), units=(there.pk,), roles=roles)


def followed(client: Client, address: str, row: str) -> list[str]:
    """What `row` finds on every page of a list, from the first to the last."""
    found: list[str] = []
    onward, pages = address, 0
    while onward:
        page = client.get(onward).content.decode()
        found += re.findall(row, page)
        there = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', page)
        onward, pages = (address.partition("?")[0] + html.unescape(there[1]) if there else ""), pages + 1
    assert pages > 1
    return found


def test_lists_go_on_page_by_page_as_they_were_narrowed(admin: Client) -> None:
    listed = followed(
        admin, reverse("admin-agencies"), r'scope="row"><a class="govuk-link" href="[^"]*/([a-z0-9-]+)/?">'
    )
    with scope.system("test"):
        assert listed == [agency.code for agency in directory.agencies()]
        units = list(directory.units_of(directory.agency("dga"))) + list(
            directory.units_of(directory.agency("nt"))
        )
        people = [Account.objects.create_user(f"p{n}", given_th="นวล", family_th=f"ที่{n}") for n in range(55)]
        for n, person in enumerate(people):
            identity.join_unit(person, units[n % len(units)], ["officer"])
        other = Account.objects.create_user("other", given_th="คนอื่น")
        identity.join_unit(other, units[0], ["officer"])
    seen = followed(admin, reverse("admin-people") + "?q=นวล&role=officer", r'scope="row"><a[^>]*>([^<]+)<')
    assert sorted(seen) == sorted(person.name for person in people)


def every_address(account: Account) -> list[str]:
    """Every page of the administrator with real arguments; a new route without them fails here."""
    with scope.system("test"):
        membership = Membership.objects.filter(account=account, ends_at=None).first()
        key = identity.issue_client("ระบบเมือง", ["nt/repair"], ["cases.read"])[0].pk
    with scope.activate(integrating("dga/intake")):
        hook = events.save_endpoint("dga", "https://dga.example/in", ["case.*"])[0].pk
    arguments: dict[str, list[object]] = {
        "admin-agency": ["nt"],
        "admin-unit-add": ["nt"],
        "admin-unit": ["nt", "repair"],
        "admin-unit-close": ["nt", "repair"],
        "admin-person": [account.pk],
        "admin-join": [account.pk],
        "admin-roles": [membership.pk if membership else 1],
        "admin-end": [membership.pk if membership else 1],
        "admin-holiday-remove": ["2026-12-10"],
        "admin-settings": ["name"],
        "admin-close": [account.pk],
        "admin-key-narrow": [key],
        "admin-key-end": [key],
        "admin-webhook": [hook],
        "admin-webhook-pause": [hook],
        "admin-webhook-end": [hook],
        "admin-webhook-again": [hook, 1],
    }
    names = [str(route.name) for route in urlpatterns]
    return [reverse(name, args=arguments.get(name, [])) for name in names]


@pytest.mark.parametrize("role", [r.value for r in Role if r is not Role.ADMINISTRATOR] + [""])
def test_no_other_role_reaches_any_page(client: Client, role: str) -> None:
    account = member("somebody", *filter(None, [role]))
    client.force_login(account)
    for address in every_address(account):
        if role == "integrator" and "/webhooks/" in address:
            continue
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"closed": "1"}).status_code == 403, address
    visitor = Client()
    for address in every_address(account):
        assert visitor.get(address).headers["Location"].startswith(reverse("account_login"))
    assert not actions()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_administrator_reaches_every_page(admin: Client, language: str) -> None:
    account = member("other", "officer")
    for address in [*every_address(account), *(reverse("admin-settings", args=[n]) for n in GROUPS)]:
        assert admin.get(language + address).status_code in (200, 405), address
    for address in ("admin-agency", "admin-unit-add"):
        assert admin.get(reverse(address, args=["nowhere"])).status_code == 404
    assert admin.get(reverse("admin-settings", args=["nothing"])).status_code == 404
    assert admin.get(reverse("admin-person", args=[10**12])).status_code == 404


def test_a_holiday_comes_and_goes(admin: Client) -> None:
    day = datetime.date(2026, 12, 11)
    page = reverse("admin-holidays")
    answers = {
        "date.day": "11", "date.month": "12", "date.year": "2569",
        "name_th": "วันหยุดพิเศษ", "name_en": "Special holiday",
    }  # fmt: skip
    assert admin.post(page, {**answers, "date.day": "31", "date.month": "2"}).status_code == 200
    assert admin.post(page, answers).status_code == 302
    assert not directory.calendar().working(day)
    assert "วันหยุดพิเศษ" in admin.get(page, {"year": "2026"}).content.decode()
    remove = reverse("admin-holiday-remove", args=[day.isoformat()])
    assert admin.post(remove).status_code == 302
    assert directory.calendar().working(day)
    assert admin.post(remove).status_code == 404
    assert admin.post(reverse("admin-holiday-remove", args=["nonsense"])).status_code == 404
    assert actions() == ["add-holiday", "remove-holiday"]


def test_units_are_added_renamed_and_closed(admin: Client) -> None:
    add = reverse("admin-unit-add", args=["nt"])
    unit = {"name_th": "ห้องทดลอง", "name_en": "Laboratory", "code": "lab"}
    assert admin.post(add, {**unit, "code": "Not A Code"}).status_code == 200
    assert admin.post(add, {**unit, "code": "repair"}).status_code == 200  # taken
    assert admin.post(add, unit).status_code == 302
    admin.post(reverse("admin-unit", args=["nt", "lab"]), {"name_th": "ห้องทดลอง", "name_en": "Lab"})
    assert directory.unit("nt/lab").name_en == "Lab"
    close = reverse("admin-unit-close", args=["nt", "lab"])
    officer = member("worker")
    with scope.system("test"):
        membership = identity.join_unit(officer, directory.unit("nt/lab"), ["officer"])
    admin.post(close, {"closed": "1"})
    assert not directory.unit("nt/lab").closed  # somebody works there
    with scope.system("test"):
        identity.end_membership(membership)
    admin.post(close, {"closed": "1"})
    assert directory.unit("nt/lab").closed
    admin.post(close, {"closed": "0"})
    assert not directory.unit("nt/lab").closed
    assert actions() == ["add-unit", "change-unit", "close-unit", "open-unit"]


def test_an_agency_is_added_with_the_unit_that_receives(admin: Client) -> None:
    page = reverse("admin-agency-add")
    answers = {
        "name_th": "เทศบาลทดลอง", "name_en": "Test Town", "code": "test-town", "kind": "local",
        "place.province": "57", "place.district": "5707", "parent": "moi",
    }  # fmt: skip
    for wrong in (
        {"code": "nt"},
        {"code": "Bad"},
        {"kind": "kingdom"},
        {"parent": "nowhere"},
        {"name_th": ""},
    ):
        assert admin.post(page, {**answers, **wrong}).status_code == 200, wrong
    assert admin.post(page, answers).status_code == 302
    made = directory.agency("test-town")
    assert (made.kind, made.place_id, made.parent and made.parent.code) == ("local", "5707", "moi")
    assert directory.head_unit(made).code == "intake"
    assert actions() == ["add-agency"]


def test_an_agency_is_corrected(admin: Client) -> None:
    page = reverse("admin-agency", args=["nt"])
    names = {"name_th": "บริษัท โทรคมนาคมแห่งชาติ", "name_en": "NT"}
    assert admin.post(page, {**names, "website": "javascript:alert(1)"}).status_code == 200
    assert admin.post(page, {**names, "website": "https://nt.example"}).status_code == 302
    assert directory.agency("nt").website == "https://nt.example"
    assert actions() == ["change-agency"]


def test_an_officer_joins_changes_roles_and_leaves(admin: Client) -> None:
    person = member("candidate")
    assert "candidate" in admin.get(reverse("admin-people"), {"q": "candidate"}).content.decode()
    assert "candidate" not in admin.get(reverse("admin-people"), {"q": "candid"}).content.decode()
    join = reverse("admin-join", args=[person.pk])
    for wrong in ({"unit": "nt/nothing", "roles": "officer"}, {"unit": "nt/repair"},
                  {"unit": "nt/repair", "roles": "king"}):  # fmt: skip
        assert admin.post(join, wrong).status_code == 200
    joined = admin.post(join, {"unit": "nt/repair", "roles": ["officer", "counter"], "title_th": "ช่าง"})
    assert joined.status_code == 302
    again = admin.post(join, {"unit": "nt/repair", "roles": "officer"})
    assert again.status_code == 200 and "govuk-error-summary" in again.content.decode()
    with scope.system("test"):
        membership = Membership.objects.get(account=person)
        assert membership.roles == ["counter", "officer"]
    admin.post(reverse("admin-roles", args=[membership.pk]), {"roles": "supervisor"})
    with scope.system("test"):
        membership = Membership.objects.get(account=person, ends_at=None)
        assert membership.roles == ["supervisor"]
    admin.post(reverse("admin-end", args=[membership.pk]))
    with scope.system("test"):
        assert not Membership.objects.filter(account=person, ends_at=None).exists()
    assert admin.post(reverse("admin-end", args=[membership.pk])).status_code == 404
    assert actions() == ["add-member", "change-roles", "end-member"]


def test_the_last_administrator_cannot_leave(admin: Client) -> None:
    with scope.system("test"):
        own = Membership.objects.get(account__username="chief")
        Membership.objects.exclude(pk=own.pk).filter(roles__contains=["administrator"]).update(
            ends_at=timezone.now()
        )
    admin.post(reverse("admin-end", args=[own.pk]))
    assert admin.post(reverse("admin-roles", args=[own.pk]), {"roles": "officer"}).status_code == 200
    assert admin.get(reverse("administration")).status_code == 200
    assert not actions()


def test_secrets_are_sealed_and_never_shown(admin: Client) -> None:
    page = reverse("admin-settings", args=["line"])
    admin.post(page, {"line.token": "very-secret-token", "line.secret": ""})
    assert "very-secret-token" not in admin.get(page).content.decode()
    admin.post(page, {"line.token": "", "line.secret": "another-secret"})  # left empty: kept
    with scope.system("test"):
        assert directory.secret("line.token") == "very-secret-token"
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(value, ' ') FROM directory_setting")
            assert "secret" not in cursor.fetchone()[0]
    with scope.activate(scope.Scope(person=1, units=(1,), roles=frozenset({"officer"}))):
        assert directory.secret("line.token") == ""
        with pytest.raises(Exception, match="row-level security"):
            directory.save_settings({"name.th": "ของฉัน"})
    assert actions() == ["change-settings", "change-settings"]


@pytest.mark.parametrize(
    ("page", "before", "elsewhere", "secret"),
    [
        ("sms", {"sms.url": "https://sms.example/a"}, {"sms.url": "https://evil.example/a"}, "sms.token"),
        ("sms", {"sms.url": "https://sms.example/a"}, {"sms.url": "https://sms.example:8443/a"}, "sms.token"),
        ("mail", {"smtp.host": "a.example"}, {"smtp.host": "b.example"}, "smtp.password"),
        ("mail", {"smtp.host": "a.example"}, {"smtp.host": "a.example", "smtp.port": "26"}, "smtp.password"),
    ],
)
def test_a_kept_secret_goes_nowhere_new(
    admin: Client, page: str, before: dict[str, str], elsewhere: dict[str, str], secret: str
) -> None:
    address = reverse("admin-settings", args=[page])
    assert admin.post(address, {**before, secret: "first"}).status_code == 302
    assert admin.post(address, {**before, secret: ""}).status_code == 302  # the same place: kept
    refused = admin.post(address, {**elsewhere, secret: ""})
    assert refused.status_code == 200 and "govuk-error-summary" in refused.content.decode()
    [key] = before
    assert directory.setting(key) == before[key]
    assert admin.post(address, {**elsewhere, secret: "second"}).status_code == 302
    assert admin.post(address, {key: "", secret: ""}).status_code == 302  # by way of no address at all
    with scope.system("test"):
        assert directory.secret(secret) == ""


@pytest.mark.parametrize("url", ["http://sms.example/", "https://127.0.0.1/", "https://10.0.0.1/send"])
def test_texts_go_by_https_and_to_no_inner_address(admin: Client, url: str) -> None:
    page = admin.post(reverse("admin-settings", args=["sms"]), {"sms.url": url})
    assert page.status_code == 200 and directory.setting("sms.url") == ""


def test_what_gives_power_or_leads_money_asks_for_the_person_again() -> None:
    chief = member("chief", "administrator")
    with scope.system("test"):
        chief.set_password("สี่คำ ที่ฉัน เท่านั้นรู้")
        chief.save()
        own = Membership.objects.get(account=chief).pk
    browser = Client()
    browser.force_login(chief)
    pages = [reverse("admin-join", args=[chief.pk]), reverse("admin-roles", args=[own]),
             reverse("admin-end", args=[own]),
             *(reverse("admin-settings", args=[n]) for n in GROUPS if n != "name")]  # fmt: skip
    for page in pages:
        answer = browser.post(page, {"payment.name_en": "Mine"})
        assert answer.headers.get("Location", "").startswith(reverse("account_reauthenticate")), page
    assert browser.get(reverse("admin-settings", args=["name"])).status_code == 200
    assert directory.setting("payment.name_en") == "" and not actions()


def test_the_name_of_the_portal_is_on_every_page(admin: Client) -> None:
    admin.post(
        reverse("admin-settings", args=["name"]), {"name.th": "บริการเมืองทดลอง", "name.en": "Test City"}
    )
    assert "บริการเมืองทดลอง" in Client().get("/").content.decode()
    assert "Test City" in Client().get("/en/").content.decode()
    wrong = admin.post(reverse("admin-settings", args=["payment"]), {"payment.biller_id": "12"})
    assert wrong.status_code == 200 and directory.setting("payment.biller_id") == ""


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "x", "9" * 5000])
def test_any_year_of_holidays_gets_an_answer(admin: Client, year: str) -> None:
    assert admin.get(reverse("admin-holidays"), {"year": year}).status_code == 200
