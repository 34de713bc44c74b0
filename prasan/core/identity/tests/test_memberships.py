"""Roles, memberships and the second lock."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.identity.models import Account, Membership, Person
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db


def account(name: str) -> Account:
    with scope.system("test"):
        return Account.objects.create_user(name, given_th=name, family_th="ทดลอง")


def officer(name: str, unit: str, *roles: str) -> tuple[Account, scope.Scope]:
    made = account(name)
    with scope.system("test"):
        identity.join_unit(made, directory.unit(unit), roles)
        return made, identity.scope_of_account(made)


def test_a_person_reads_themselves_and_no_other_citizen() -> None:
    mine, other = account("mine"), account("other")
    with scope.system("test"):
        identity.remember_person(mine, address={"no": "1"})
        identity.remember_person(other, address={"no": "2"})
    with scope.activate(scope.Scope(person=mine.pk)):
        assert list(Account.objects.all()) == [mine]
        assert [p.account_id for p in Person.objects.all()] == [mine.pk]
        assert Account.objects.filter(pk=other.pk).update(given_th="x") == 0
    with scope.activate(scope.VISITOR):
        assert not Account.objects.exists() and not Person.objects.exists()


def test_officers_see_officers_but_no_citizen_and_no_facts() -> None:
    citizen = account("citizen")
    colleague, _ = officer("colleague", "nt/repair", "officer")
    _, who = officer("officer", "psc-1111/intake", "officer")
    with scope.activate(who):
        assert colleague in Account.objects.all() and citizen not in Account.objects.all()
        assert [m.account for m in Membership.objects.filter(unit=directory.unit("nt/repair"))] == [colleague]
        assert not Person.objects.exists()
        with pytest.raises(Exception, match="row-level security"):
            identity.join_unit(citizen, directory.unit("nt/repair"), ["officer"])


def test_rules_ask_the_seat_and_not_the_union_of_roles() -> None:
    person, _ = officer("person", "psc-1111/intake", "officer")
    with scope.system("test"):
        identity.join_unit(person, directory.unit("nt/repair"), ["auditor"])
        who = identity.scope_of_account(person)
    intake, repair = directory.unit("psc-1111/intake"), directory.unit("nt/repair")
    assert identity.is_officer(who) and not identity.is_administrator(who)
    role = identity.Role.OFFICER
    assert identity.has_role_in(who, role, unit=intake.pk)
    assert not identity.has_role_in(who, role, unit=repair.pk)
    assert repair.agency_id in who.audits and intake.agency_id not in who.audits
    assert not identity.has_role_in(who, identity.Role.SUPERVISOR, agency=intake.agency_id)
    assert who.units == (intake.pk, repair.pk) and who.desk == (intake.pk,) and who.books == ()
    assert identity.has_any(identity.Role.AUDITOR)(who)
    assert not identity.is_signed_in(scope.VISITOR)


def test_memberships_end_and_stay_as_history() -> None:
    person, _ = officer("person", "nt/repair", "officer")
    with scope.system("test"):
        first = Membership.objects.get(account=person)
        with pytest.raises(Conflict):
            identity.join_unit(person, first.unit, ["officer"])
        with pytest.raises(Invalid):
            identity.change_roles(first, [])
        with pytest.raises(Invalid):
            identity.change_roles(first, ["king"])
        second = identity.change_roles(first, ["supervisor", "officer"])
        assert second.pk != first.pk and second.roles == ["officer", "supervisor"]
        identity.end_membership(second)
        assert Membership.objects.filter(account=person).count() == 2
        assert not Membership.objects.filter(account=person, ends_at=None).exists()
        person.refresh_from_db()
        assert not person.is_officer


def test_the_last_administrator_stays() -> None:
    with scope.system("test"):
        Membership.objects.filter(roles__contains=["administrator"]).delete()
    officer("first", "dga/intake", "administrator")
    with scope.system("test"):
        membership = Membership.objects.get(account__username="first")
        with pytest.raises(Conflict):
            identity.end_membership(membership)
        with pytest.raises(Conflict):
            identity.change_roles(membership, ["officer"])
    officer("second", "dga/intake", "administrator")
    with scope.system("test"):
        identity.end_membership(membership)


@pytest.mark.parametrize("raised", [{"ial": "3"}, {"is_officer": True}, {"is_demo": True}])
def test_nobody_raises_themselves_even_past_the_rules(raised: dict[str, object]) -> None:
    mine = account("mine")
    with scope.system("test"):
        identity.remember_person(mine, address={"no": "1"})
    with scope.activate(scope.Scope(person=mine.pk)):
        assert Account.objects.filter(pk=mine.pk).update(given_th="ใหม่") == 1
        with pytest.raises(ProgrammingError, match="nobody raises"), transaction.atomic():
            Account.objects.filter(pk=mine.pk).update(**raised)
        with pytest.raises(ProgrammingError, match="nobody verifies"), transaction.atomic():
            Person.objects.filter(account=mine).update(citizen_id_hash="0" * 64)


def test_a_citizen_id_is_found_by_its_verified_holder_alone() -> None:
    from prasan.core.identity.flows.make_demo_people import demo_citizen_id

    number = demo_citizen_id(1234)
    with scope.system("test"):
        made = identity.register_person(number, given_th="ไม่มี", family_th="บัญชี", phone="081 234 5678")
        assert not made.has_usable_password()
        with pytest.raises(Conflict):
            identity.verify_person(account("thief"), number)
        with pytest.raises(Invalid):
            identity.register_person("1234567890123")
    found = identity.find_person(f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}")
    assert found == made
    assert identity.find_person("nonsense") is None


def test_whether_anybody_administers_is_known(db: None) -> None:
    assert not identity.anybody_administers()
    with scope.system("test"):
        identity.make_administrator("first-one", "a-Long-passw0rd-9", "psc-1111")
    assert identity.anybody_administers()
