"""What the HTTP API says of a wrong parameter."""

from __future__ import annotations

import pytest

from tests import api_clients

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return api_clients.caller()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"view": "x"}, "Use one of these: mine, queue, unclaimed, overdue, soon, waiting, closed, parts."),
        ({"sort": "x"}, "Use one of these: due, newest, oldest."),
        ({"limit": "0"}, "This must be 1 or more."),
        ({"limit": "1000"}, "This must be 200 or less."),
        ({"limit": "many"}, "This must be a whole number."),
        ({"q": "x" * 201}, "This is longer than 200."),
    ],
)
def test_a_wrong_parameter_is_told_what_it_may_be(api, asked, told):
    refused = api.get("/api/v1/cases", asked, headers={"Accept-Language": "en"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"pointer": f"#/{next(iter(asked))}", "detail": told}]
    thai = api.get("/api/v1/cases", asked, headers={"Accept-Language": "th"}).json()["errors"][0]["detail"]
    assert thai != told
