"""Key-set paging and the errors it gives, over real tables of a room below."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Value
from django.db.models.functions import NullIf
from django.test import RequestFactory

from prasan.foundation.errors import Invalid, NotFound
from prasan.foundation.paging import keyset
from prasan.foundation.problem import problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    kind = ContentType.objects.create(app_label="paging", model="row")
    for n in range(23):
        Permission.objects.create(content_type=kind, codename=f"c{n:02d}", name=["", "ก", "ข"][n % 3])
    return Permission.objects.filter(content_type=kind).annotate(label=NullIf(F("name"), Value("")))


def everything(queryset, keys, limit):
    seen, cursor = [], ""
    while True:
        page = keyset(queryset, keys, cursor, limit)
        seen += page.items
        assert len(page) <= limit
        if not (cursor := page.next_cursor):
            return seen


@pytest.mark.parametrize("limit", [1, 4, 23, 50])
@pytest.mark.parametrize(
    "keys",
    [["codename"], ["-codename"], ["name", "-codename"], ["-name", "codename"], ["label", "-codename"],
     ["-label", "codename"], ["label"], ["-label", "-pk"], ["content_type__app_label", "-name", "id"]],
)  # fmt: skip
def test_pages_put_together_are_the_list(rows, keys, limit):
    order = [F(k[1:]).desc(nulls_first=True) if k[0] == "-" else F(k).asc(nulls_last=True) for k in keys]
    assert everything(rows, keys, limit) == list(rows.order_by(*order, "pk"))


def test_dictionaries_page_too(rows):
    first = keyset(rows.values("pk", "codename"), ["codename"], limit=20)
    second = keyset(rows.values("pk", "codename"), ["codename"], first.next_cursor, 20)
    assert [r["codename"] for r in second] == ["c20", "c21", "c22"]
    assert second.next_cursor == ""


def test_one_query_a_page(rows, django_assert_num_queries):
    cursor = keyset(rows, ["-name", "codename"], limit=5).next_cursor
    with django_assert_num_queries(1):
        keyset(rows, ["-name", "codename"], cursor, 5)


def test_new_rows_before_the_cursor_do_not_shift_the_page(rows):
    kind = ContentType.objects.get(app_label="paging")
    first = keyset(rows, ["codename"], limit=5)
    Permission.objects.create(content_type=kind, codename="a", name="x")
    second = keyset(rows, ["codename"], first.next_cursor, 5)
    assert [r.codename for r in second] == ["c05", "c06", "c07", "c08", "c09"]


def test_a_cursor_fits_only_its_list(rows):
    cursor = keyset(rows, ["codename"], limit=5, of="mine").next_cursor
    for keys, of, sent in [
        (["-codename"], "mine", cursor),
        (["codename"], "yours", cursor),
        (["codename"], "mine", cursor[:-1] + ("A" if cursor[-1] != "A" else "B")),
        (["codename"], "mine", "x"),
        (["codename"], "mine", "\x00:é:✓"),
    ]:
        with pytest.raises(Invalid) as caught:
            keyset(rows, keys, sent, 5, of=of)
        assert caught.value.code == "cursor"


def test_an_old_cursor_is_refused(rows, monkeypatch):
    cursor = keyset(rows, ["codename"], limit=5).next_cursor
    monkeypatch.setattr("prasan.foundation.paging._MAX_AGE", -1)
    with pytest.raises(Invalid):
        keyset(rows, ["codename"], cursor, 5)


def test_problems_follow_rfc_9457():
    request = RequestFactory().get("/api/v1/cases")
    answer = problem(request, Invalid("No.", fields={"person.name": "Missing.", "a/b": "Odd."}))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.content.decode()
    assert '"pointer": "#/person/name"' in body
    assert '"pointer": "#/a~1b"' in body
    assert NotFound().status == 404
    assert problem(request, NotFound()).status_code == 404


def test_an_empty_list(rows):
    assert keyset(Group.objects.none(), ["name"]).items == []
