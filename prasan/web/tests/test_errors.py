"""Every refusal is a page in the reader's language, never an empty or a foreign one."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from prasan.web import errors


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("", "ไม่พบ"), ("/en", "not found")])
def test_a_missing_page_is_told(client: Client, path: str, words: str) -> None:
    answer = client.get(path + "/no-such-page")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert words in page
    assert "1111" in page
    assert 'href="/no-such-page"' in page  # the other language leads to the same address
    assert 'href="/en/no-such-page"' in page


@pytest.mark.django_db
def test_a_wrong_method_is_told(client: Client) -> None:
    answer = client.post("/about")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "1111" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told() -> None:
    answer = Client(enforce_csrf_checks=True).post("/about")
    assert answer.status_code == 403
    assert "1111" in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("th", "ขัดข้อง"), ("en", "went wrong on our side")])
def test_our_own_fault_is_told_without_a_database(language: str, words: str) -> None:
    """No database is allowed in this test, and the request carries neither session nor account."""
    with translation.override(language):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert "1111" in answer.content.decode()


@pytest.mark.django_db
def test_every_answer_carries_the_policy(client: Client) -> None:
    for path in ("/", "/no-such-page", "/static/img/favicon.svg"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_no_redirect_leads_elsewhere(client: Client) -> None:
    for target in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"):
        assert client.get("/display/text-size", {"size": "large", "next": target})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{}, {"name": "<b>", "level": "3"}, {"name": "q", "level": "9"}])
def test_a_forged_place_question_is_refused(client: Client, query: dict[str, str]) -> None:
    assert client.get("/display/place", query).status_code == 400
