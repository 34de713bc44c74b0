"""The examples of docs/api.md are run, one after the other."""

import json
import re
from pathlib import Path

import pytest

from prasan.core.casework.tests import world
from prasan.core.identity import api_access
from tests import api_clients

DOCS = Path(__file__).parents[1] / "docs" / "api.md"


@pytest.mark.django_db
def test_the_examples_work():
    world.publish()
    api_access.counter.counts.clear()
    api, number, done = api_clients.caller(), "", 0
    for example in re.findall(r"```http\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL):
        first, *rest = example.strip().split("\n")
        method, path = first.split(" ", 1)
        headers = dict(line.split(": ", 1) for line in rest if not line.startswith("{"))
        body = next((json.loads(line) for line in rest if line.startswith("{")), None)
        path = path.replace("{number}", number)
        answer = api.get(path) if method == "GET" else api.post(path, body, headers=headers)
        assert answer.status_code in (200, 201), (first, answer.content)
        number = answer.json().get("case", number)
        done += 1
    assert done == 5
