"""Everything that is written into the ledger has its words, for the person and for the auditor."""

from __future__ import annotations

import ast
import uuid
from pathlib import Path

import pytest
from django.utils import timezone, translation

from prasan.core.casework import rules
from prasan.core.casework.format.verbs import VERBS
from prasan.core.ledger import service as ledger
from prasan.core.ledger.actions import ACTIONS, OWN_ACTIONS
from prasan.core.notices.texts import SHIPPED
from prasan.foundation import scope

PRASAN = Path(__file__).parents[1] / "prasan"
WRITERS = {"record", "_note"}
# An officer's steps concern the person whose case it is; a role or an account is somebody's own.
OF_PERSONS = {"export", "erase", "paid", "try-again", "settle-transfer", "close-account", "reopen-account",
              "make-administrator", "add-member", "change-roles", "end-member", "request-refund",
              "approve-refund", "reject-refund", "send-refund", "prove-address", "connect-line",
              "disconnect-line", "hide-answer", "show-answer"}  # fmt: skip


def written() -> set[str]:
    """The actions named where something is recorded, anywhere in the program."""
    found = set()
    for file in PRASAN.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        tree = ast.parse(file.read_text())
        named = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in WRITERS:
                by_name = [word.value for word in node.keywords if word.arg == "action"]
                for value in by_name or node.args[1:3]:
                    found |= _texts(value, named)
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(node: ast.expr, named: dict[str, ast.expr]) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body, named) | _texts(node.orelse, named)
    if isinstance(node, ast.Name) and node.id in named:
        return _texts(named[node.id], {})
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_every_action_that_is_recorded_has_its_row() -> None:
    actions = written()
    assert {"tell_delay", "opened", "due_soon", "issue-key", "revoke-key", "send-refund", "publish", "erase",
            "try-again", "document"} <= actions  # fmt: skip
    assert actions | set(VERBS) | set(rules.ACTS) <= set(ACTIONS)
    assert set(OWN_ACTIONS) <= set(ACTIONS)


@pytest.mark.parametrize("verb", [name for name, verb in VERBS.items() if verb.letter])
def test_a_verb_with_a_letter_has_its_text(verb: str) -> None:
    assert f"case_{verb}" in SHIPPED


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(OF_PERSONS | set(VERBS) | set(rules.ACTS)))
def test_whom_it_concerns_reads_it_in_words(action: str) -> None:
    line = ledger.Line(
        1, timezone.now(), "admin", "ก", "officer", "nt", "repair", action, str(uuid.uuid4()), (), "", ""
    )
    with scope.activate(scope.VISITOR), translation.override("en"):
        assert "recorded something" not in ledger.sentence(line)
