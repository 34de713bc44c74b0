"""The two locks: with the program's own rules switched off the database still refuses; looks leave one leaf."""

from __future__ import annotations

import inspect

import pytest
from django.db import DatabaseError, connection, transaction

from prasan.config.checks import TABLES
from prasan.core.casework import rules as case_rules
from prasan.core.casework.models import Case
from prasan.core.casework.pages import desk
from prasan.core.documents import rules as document_rules
from prasan.core.events import rules as event_rules
from prasan.core.identity import api_access
from prasan.core.identity import rules as identity_rules
from prasan.core.identity import service as identity
from prasan.core.ledger.models import Record, Subject
from prasan.core.payments import rules as payment_rules
from prasan.foundation import scope
from tests import roles
from tests.roles import SECRET, STRANGERS, Visit, World

pytestmark = pytest.mark.django_db
# Where the owner must be found at all, or the test would prove nothing.
PERSONAL = {
    "casework_case", "casework_caseanswers", "casework_caseapplicant", "casework_casemessage",
    "casework_draft", "documents_document", "identity_account", "ledger_subject", "notices_message",
    "payments_payment",
}  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(api_access, "PER_MINUTE", 10**9)
    monkeypatch.setattr(api_access, "PER_MINUTE_OPEN", 10**9)
    monkeypatch.setattr("django.conf.settings.HARVEST_PER_MINUTE", 10**9)
    desk._versions.cache_clear()  # it remembers services of tests that were undone


@pytest.fixture
def ruleless(monkeypatch):
    """Every predicate says yes, and everyone holds every role on every case."""
    everything = frozenset({"citizen", "officer", "supervisor", "reader"})
    for module in (case_rules, document_rules, event_rules, identity_rules, payment_rules):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and function.__annotations__.get("return") == "bool":
                monkeypatch.setattr(module, name, lambda *args, **options: True)
    monkeypatch.setattr(case_rules, "roles_on", lambda *args, **options: everything)
    cells = [cell for route in roles.routes() for cell in _rule_cells(route.view)]
    before = [cell.cell_contents for cell in cells]
    assert len(cells) > 20
    for cell in cells:
        cell.cell_contents = lambda who: True
    yield
    for cell, rule in zip(cells, before, strict=True):
        cell.cell_contents = rule


def _rule_cells(view):
    """Where `identity.needs` keeps its rule, in each of a view's wrappers."""
    while view is not None:
        code = getattr(view, "__code__", None)
        if code is not None and "rule" in code.co_freevars:
            yield view.__closure__[code.co_freevars.index("rule")]
        view = getattr(view, "__wrapped__", None)


@pytest.mark.parametrize("role", STRANGERS)
def test_without_rules_no_address_shows_or_changes_what_is_anothers(role, ruleless):
    made = World()
    visit, shown, changed = Visit(made, role), [], []
    for route in roles.routes():

        def unchanged(answer, route=route):
            with scope.system("test"):
                if Case.objects.get(pk=made.case_id).revision != made.revision:
                    changed.append(route.key)

        answer = visit.to(route, unchanged)
        if roles.shows(answer):
            shown.append(route.key)
    assert not shown and not changed, (shown, changed)


def test_no_table_shows_or_gives_up_rows_of_another_person():
    made = World()
    wanted = [f"%{SECRET}%", f"%{made.subject}%", f"%{made.number}%"]
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        guarded = sorted(name for name, secured in cursor.fetchall() if secured)

    def of_owner() -> dict[str, int]:
        counted = {}
        with connection.cursor() as cursor:
            for table in guarded:
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)', [wanted])
                counted[table] = cursor.fetchone()[0]
        return {table: count for table, count in counted.items() if count}

    with scope.system("test"):
        held = of_owner()
    assert held.keys() >= PERSONAL, PERSONAL - held.keys()
    for who in _strangers(made):
        with scope.activate(who):
            seen = of_owner()
        assert not seen, (who, seen)
        for table in held:
            with transaction.atomic():
                try:
                    with transaction.atomic(), scope.activate(who), connection.cursor() as cursor:
                        cursor.execute(f'DELETE FROM "{table}"')
                except DatabaseError:
                    pass  # refused outright: append-only, or no right at all
                with scope.system("test"):
                    assert of_owner().get(table) == held[table], (table, who)
                transaction.set_rollback(True)


def _strangers(made):
    yield scope.VISITOR
    for role in ("other_citizen", "other_officer"):
        with scope.system("test"):
            yield identity.scope_of_account(made.accounts[role])


@pytest.mark.parametrize("role", ["officer", "supervisor", "administrator", "api_client"])
def test_who_is_shown_personal_data_leaves_one_leaf_with_the_person_in_it(role):
    made = World()
    visit, wrong, shown = Visit(made, role), [], 0

    def looks() -> tuple[int, int]:
        with scope.system("test"):
            return (
                Record.objects.filter(kind="look").count(),
                Subject.objects.filter(subject=made.subject, leaf__record__kind="look").count(),
            )

    before = looks()
    for route in roles.routes():
        if route.method != "GET":
            continue
        after: list[tuple[int, int]] = []
        answer = visit.to(route, lambda _answer, after=after: after.append(looks()))
        if not after:
            continue
        leaves, subjects = (now - then for now, then in zip(after[0], before, strict=True))
        personal = roles.shows(answer)
        shown += personal
        if leaves > 1 or subjects > 1 or (personal and subjects != 1):
            wrong.append(f"{route.key}: {leaves} leaves, {subjects} of the person, shown: {personal}")
    assert not wrong, "\n".join(wrong)
    assert shown or role == "administrator"
