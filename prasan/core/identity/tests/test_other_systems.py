"""Pages of API keys and webhooks."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.core.directory import service as directory
from prasan.core.events.models import Delivery, Endpoint
from prasan.core.identity import service as identity
from prasan.core.identity.models import Client as Key
from prasan.core.identity.models import Membership
from prasan.core.identity.tests.test_administration import actions, admin, member
from prasan.foundation import scope

pytestmark = pytest.mark.django_db
__all__ = ["admin"]
SECRET = re.compile(r'id="secret" value="([^"]+)"')


def shown(page: str) -> str:
    found = SECRET.search(page)
    assert found
    return found[1]


def test_a_key_is_shown_once_narrowed_and_ended(admin: Client) -> None:
    add = reverse("admin-key-add")
    answers = {"name": "ระบบของเมือง", "units": "chiang-rai-city/works\nchiang-rai-city/intake",
               "scopes": ["cases.read", "webhooks"]}  # fmt: skip
    for wrong in ({"units": "nowhere/x"}, {"scopes": ["everything"]}, {"name": ""}):
        assert "govuk-error-summary" in admin.post(add, {**answers, **wrong}).content.decode()
    unknown = admin.post(add, {**answers, "units": "chiang-rai-city/works\nnowhere/x"}).content.decode()
    assert "nowhere/x</a>" in unknown or "nowhere/x.</a>" in unknown, "the one that is unknown is named"
    key = shown(admin.post(add, answers).content.decode())
    header = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/cases", headers=header).status_code == 200
    listed = admin.get(reverse("admin-keys")).content.decode()
    assert "ระบบของเมือง" in listed and key not in listed
    with scope.system("test"):
        client = Key.objects.get()
    narrow = reverse("admin-key-narrow", args=[client.pk])
    assert admin.get(narrow).content.decode().count('checkbox"') <= 2
    assert "govuk-error-summary" in admin.post(narrow, {"scopes": ["cases.write"]}).content.decode()
    assert admin.post(narrow, {"scopes": ["webhooks"]}).status_code == 302
    assert Client().get("/api/v1/cases", headers=header).status_code == 403
    with scope.system("test"):
        seats = Membership.objects.filter(account=client.account, ends_at=None)
        assert [seat.roles for seat in seats] == [["integrator"]] * 2
    admin.post(reverse("admin-key-end", args=[client.pk]))
    assert Client().get("/api/v1/webhooks", headers=header).status_code == 401
    assert admin.post(reverse("admin-key-end", args=[client.pk])).status_code == 404
    assert "ระบบของเมือง" in admin.get(reverse("admin-keys")).content.decode()
    assert actions() == ["issue-key", "narrow-key", "revoke-key"]


@pytest.mark.parametrize("role", ["administrator", "integrator"])
def test_a_webhook_is_added_paused_sent_again_and_ended(client: Client, role: str) -> None:
    client.force_login(member("joiner", role))
    add = reverse("admin-webhook-add")
    answers = {"agency": "dga", "url": "https://dga.example/in", "topics": "case.opened case.*"}
    for wrong in ({"url": "http://10.0.0.1/"}, {"topics": "Not a topic!"}, {"agency": "nt"}):
        assert "govuk-error-summary" in client.post(add, {**answers, **wrong}).content.decode()
    assert shown(client.post(add, answers).content.decode()).startswith("whsec_")
    with scope.system("test"):
        endpoint = Endpoint.objects.get()
        dead = Delivery.objects.create(
            endpoint=endpoint, event=1, topic="case.opened", body="{}", state="dead", status=500, attempts=9,
            due_at=timezone.now(),
        )  # fmt: skip
    page = reverse("admin-webhook", args=[endpoint.pk])
    told = client.get(page).content.decode()
    assert "500" in told and "whsec_" not in told
    again = reverse("admin-webhook-again", args=[endpoint.pk, dead.pk])
    assert client.post(again).status_code == 302 and client.post(again).status_code == 404
    pause = reverse("admin-webhook-pause", args=[endpoint.pk])
    for paused in ("1", "0"):
        client.post(pause, {"paused": paused})
        with scope.system("test"):
            assert (Endpoint.objects.get().paused_at is None) == (paused == "0")
    stranger = Client()
    stranger.force_login(member("elsewhere", "officer"))
    assert stranger.get(page).status_code == 403
    assert client.get(reverse("admin-webhook", args=[endpoint.pk + 1])).status_code == 404
    client.post(reverse("admin-webhook-end", args=[endpoint.pk]))
    assert client.get(page).status_code == 404
    assert actions() == ["add-webhook", "pause-webhook", "remove-webhook", "resend-webhook", "resume-webhook"]


def test_an_integrator_of_another_agency_sees_nothing_of_it(client: Client) -> None:
    client.force_login(member("joiner", "integrator"))
    client.post(reverse("admin-webhook-add"),
                {"agency": "dga", "url": "https://dga.example/in", "topics": "case.*"})  # fmt: skip
    with scope.system("test"):
        endpoint = Endpoint.objects.get()
        Membership.objects.filter(account__username="joiner").update(ends_at=timezone.now())
        other = member("other")
        identity.join_unit(other, directory.unit("nt/repair"), ["integrator"])
    client.force_login(other)
    assert "dga.example" not in client.get(reverse("admin-webhooks")).content.decode()
    for name in ("admin-webhook", "admin-webhook-pause", "admin-webhook-end"):
        answer = client.post(reverse(name, args=[endpoint.pk]))
        assert answer.status_code in (404, 405), name
