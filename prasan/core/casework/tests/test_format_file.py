"""A checked file: stored and read back, described for editors, pictured, previewed, from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from django.utils import translation
from ruamel.yaml import YAML

from prasan.core.casework.format.answers import answers_schema
from prasan.core.casework.format.commands import check_command, preview_command, schema_command
from prasan.core.casework.format.definition import Definition
from prasan.core.casework.format.file import check_file, from_stored, to_stored
from prasan.core.casework.format.picture import picture, steps
from prasan.core.casework.format.schema import format_schema
from prasan.core.casework.tests.faults import FAULTS, SOUND
from prasan.core.casework.tests.test_format_checker import SHIPPED

HERE = Path(__file__).parent
RUNNING = [file for file in SHIPPED if "\nworkflow:" in file.read_text()]  # the others are catalogue entries
STALL = HERE / "market-stall.yaml"


def sound() -> Definition:
    definition = check_file(SOUND).definition
    assert definition
    return definition


@pytest.mark.parametrize("file", [STALL, *SHIPPED], ids=lambda file: file.stem)
def test_a_definition_comes_back_from_storage_as_it_was(file: Path) -> None:
    definition = check_file(file).definition
    assert definition
    stored = json.loads(json.dumps(to_stored(definition)))
    assert from_stored(stored) == definition


@pytest.mark.parametrize("file", [STALL, *SHIPPED], ids=lambda file: file.stem)
def test_the_schema_for_editors_accepts_sound_files(file: Path) -> None:
    text = re.sub(
        r"(verified_on: )([0-9-]+)", r'\1"\2"', file.read_text()
    )  # YAML libraries make dates of dates
    jsonschema_rs.Draft202012Validator(format_schema()).validate(YAML(typ="safe", pure=True).load(text))


@pytest.mark.parametrize(
    "name", ["unknown-key", "bad-enum", "unknown-keyword", "type-unknown", "role-unknown", "channel"]
)
def test_the_schema_for_editors_refuses_what_it_can_know(name: str) -> None:
    fault = next(fault for fault in FAULTS if fault.name == name)
    text = re.sub(r"(verified_on: )([0-9-]+)", r'\1"\2"', fault.content)
    assert not jsonschema_rs.Draft202012Validator(format_schema()).is_valid(
        YAML(typ="safe", pure=True).load(text)
    )


def test_every_part_of_the_schema_is_described() -> None:
    assert all(part.get("description") or "enum" in part for part in format_schema()["$defs"].values())


def test_the_schema_of_answers_is_plain_json_schema() -> None:
    form = sound().form
    assert form
    schema = answers_schema(form.schema)
    validator = jsonschema_rs.Draft202012Validator(schema)
    answers = {"kind": "food", "goods": "ขนม", "first_day": "2026-12-01", "days": 3, "name": "ก ข"}
    assert validator.is_valid(answers)
    assert not validator.is_valid({**answers, "kind": "drinks"})
    assert not validator.is_valid({**answers, "days": 31})
    assert not validator.is_valid({**answers, "helpers": [{"trained": True}]})
    assert "label" not in json.dumps(schema)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("file", [STALL, *RUNNING], ids=lambda file: file.stem)
def test_the_picture_shows_every_state_and_step(file: Path, language: str) -> None:
    definition = check_file(file).definition
    assert definition
    assert definition.workflow
    root = ElementTree.fromstring(picture(definition, language))  # noqa: S314 — our own SVG
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    for state in definition.workflow.states.values():
        assert getattr(state.label, language) in texts
    for step in steps(definition, language):
        assert f"{step.label} ({step.by})" in texts
    width = float(root.attrib["width"])
    assert all(float(node.attrib["x"]) < width for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "style" not in picture(definition, language)


def test_labels_cannot_break_out_of_the_picture() -> None:
    definition = check_file(SOUND.replace("en: Received}", 'en: "<script>x</script>"}')).definition
    assert definition
    assert "<script" not in picture(definition, "en")


def test_check_from_the_command_line(tmp_path: Path) -> None:
    said: list[str] = []
    assert check_command(STALL, said.append) == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(SOUND.replace("prefill: person.name", "prefill: person.nme"))
    with translation.override("en"):
        assert check_command(broken, said.append) == 1
    assert said[1].startswith(f"{broken}:109:18: Nothing is known")
    assert said[2] == "1 mistake."
    assert check_command(tmp_path / "nothing.yaml", said.append) == 2


def test_schema_from_the_command_line() -> None:
    said: list[str] = []
    assert schema_command(said.append) == 0
    assert json.loads(said[0]) == format_schema()


def test_preview_from_the_command_line(tmp_path: Path) -> None:
    said: list[str] = []
    assert preview_command(STALL, tmp_path, said.append) == 0
    thai, english = (tmp_path / f"market-stall.{code}.html" for code in ("th", "en"))
    assert said == [thai.as_uri(), english.as_uri()]
    assert "ขออนุญาตตั้งแผงลอย" in thai.read_text()
    page = english.read_text().replace("\u00a0", " ")  # a number stays with its unit
    for text in (
        "Permit for a stall",
        "20 baht a day",
        "What you sell",
        "Being examined",
        "3 working days",
        "<svg",
    ):
        assert text in page
    broken = tmp_path / "broken.yaml"
    broken.write_text("service: x")
    assert preview_command(broken, tmp_path, said.append) == 1


def test_questions_keep_their_order_in_a_database_that_sorts_keys() -> None:
    definition = check_file(STALL).definition
    assert definition is not None
    assert definition.form is not None
    stored = json.loads(json.dumps(to_stored(definition), sort_keys=True))
    read = from_stored(stored).form
    assert read is not None
    assert list(read.schema["properties"]) == list(definition.form.schema["properties"])
    helper = read.schema["properties"]["helpers"]["items"]
    assert list(helper["properties"]) == ["helper", "trained"]
    assert set(helper) == {"type", "required", "properties"}
