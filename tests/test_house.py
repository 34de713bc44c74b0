"""The rules of the house that a linter does not know, held over the syntax tree and the models."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignObject

import prasan
from prasan.config.checks import TABLES
from prasan.config.guarded import OPEN_TABLES

ROOT = Path(__file__).parents[1]
LONGEST = 400
FLOORS = (["prasan", "core"], ["prasan", "missions"])
# High to low; an upper room may hold keys to lower ones, never the other way round.
ROOMS = (
    "casework", "exchange", "payments", "documents", "search", "measures", "protection", "identity",
    "notices", "ledger", "events", "directory",
)  # fmt: skip
# Put together so that this file does not break the rule it holds.
FOREIGN_HOSTS = tuple(".".join(p) for p in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("ghcr", "io"), ("unpkg", "com"), ("jsdelivr", "net"), ("googleapis", "com"), ("cloudflare", "com"),
))  # fmt: skip
UNFINISHED = tuple(
    "".join(p) for p in (("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("raise NotImplemented", "Error"))
)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def sources() -> Iterator[tuple[Path, str, ast.Module]]:
    """The program's own modules: path, dotted name and tree; tests and migrations aside."""
    for path in tracked():
        if path.suffix != ".py" or path.parts[len(ROOT.parts)] != "prasan":
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not {"tests", "migrations"} & set(name.split(".")):
            yield path, name, ast.parse(path.read_text("utf-8"))


def room_of(module: str) -> str | None:
    """`prasan.core.identity.flows.x` lies in `prasan.core.identity`; other floors have no rooms."""
    parts = module.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[:2] in FLOORS else None


def imports(path: Path, name: str, tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Every import of the program's modules: line, the module with the imported name, and the local name."""
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            module = ".".join(filter(None, (base if node.level else "", node.module or "")))
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}", alias.asname or alias.name


def test_a_room_is_entered_by_its_service_alone() -> None:
    wrong = []
    for path, name, tree in sources():
        for line, module, _ in imports(path, name, tree):
            room = room_of(module)
            entered = module.removeprefix(f"{room}.").split(".")[0]
            if room and room != room_of(name) and entered != "service":
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_no_room_reads_or_writes_the_tables_of_another() -> None:
    wrong = []
    for path, name, tree in sources():
        foreign = {
            local for _, module, local in imports(path, name, tree)
            if (room := room_of(module)) and room != room_of(name)
        }  # fmt: skip
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in (
                "objects",
                "_base_manager",
                "_default_manager",
            ):
                if _root(node) in foreign:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} reaches for .{node.attr}")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [f"{path.relative_to(ROOT)}:{line} saves" for line in _saves(node, foreign)]
    assert not wrong, "\n".join(wrong)


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _saves(function: ast.FunctionDef | ast.AsyncFunctionDef, foreign: set[str]) -> Iterator[int]:
    """Lines that save or delete what a call into another room gave."""
    given = {
        target.id for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _root(node.value) in foreign
        for target in node.targets if isinstance(target, ast.Name)
    }  # fmt: skip
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            if called.attr in ("save", "delete", "refresh_from_db") and _root(called.value) in given:
                yield node.lineno


def test_files_are_short() -> None:
    kinds = {".py", ".html", ".js", ".scss", ".css", ".sh", ".yaml"}
    long = {
        str(path.relative_to(ROOT)): lines for path in tracked()
        if path.suffix in kinds and "data" not in path.parts
        and (lines := path.read_text("utf-8").count("\n")) > LONGEST
    }  # fmt: skip
    assert not long, long


def test_nothing_is_fetched_from_a_host_somebody_else_runs() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} names {host}"
        for path, text in _texts() for host in FOREIGN_HOSTS if host in text
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_unfinished() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number} says {word}"
        for path, text in _texts() if path.suffix in (".py", ".html", ".js", ".scss", ".sh", ".yaml")
        for number, line in enumerate(text.splitlines(), 1)
        for word in UNFINISHED if word in line
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def _texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def test_keys_of_tables_point_down() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("prasan.core."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignObject) or not field.related_model:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if there in ROOMS and ROOMS.index(there) < ROOMS.index(here):
                wrong.append(f"{model._meta.label}.{field.name} points up to {there}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_table_is_guarded_or_has_a_reason_not_to_be() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables: dict[str, bool] = dict(cursor.fetchall())
        cursor.execute("SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public'")
        with_policy = {name for (name,) in cursor.fetchall()}
    unguarded = {name for name, guarded in tables.items() if not guarded}
    assert unguarded - set(OPEN_TABLES) == set(), "these tables have no row-level security"
    assert set(OPEN_TABLES) - unguarded == set(), "these need no reason any more"
    assert {name for name, guarded in tables.items() if guarded} == with_policy


@pytest.mark.django_db
def test_the_program_cannot_pass_the_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls"
            " OR EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,)
        # A function that runs with its owner's rights must find no table by the caller's search path, nor one of
        # the caller's session: unless it is named last, `pg_temp` is looked into first.
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND NOT coalesce(array_to_string(proconfig, ',') ~ 'search_path=.*, pg_temp(,|$)', false)"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMP')")
        assert cursor.fetchone() == (False,)


def test_the_version_is_said_once() -> None:
    assert f'version = "{prasan.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
