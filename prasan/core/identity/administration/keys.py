"""Keys of agencies' programs to the API: made (and shown once), narrowed, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.foundation.errors import Invalid
from prasan.foundation.paging import keyset
from prasan.look.fields import Choice, Field, Kind, ask

from ..flows.clients import NAME_LIMIT, issue_client, narrow_client, revoke_client
from ..models import Client, ClientScope, Membership
from .common import confirmed, for_administrators, form_page, onward, record

MOST_ENDED = 20


@for_administrators
@require_safe
def keys_page(request: HttpRequest) -> HttpResponse:
    """Every key: whose, for which units, what it opens, since when."""
    known = Client.objects.select_related("account", "agency", "issued_by")
    page = keyset(known.filter(revoked_at=None), ["-id"], request.GET.get("after", ""), of="keys")
    ended = known.exclude(revoked_at=None).order_by("-revoked_at")
    context = {
        "keys": _with_units(list(page)),
        "next": onward(page),
        "ended": [] if "after" in request.GET else ended[:MOST_ENDED],
    }
    return render(request, "identity/administration/keys.html", context)


@for_administrators
@confirmed
@require_http_methods(["GET", "POST"])
def key_add(request: HttpRequest) -> HttpResponse:
    """Make a key. It is on the page that answers and nowhere else."""
    asked = ask(
        request,
        [
            Field(Kind.TEXT, "name", _("Name of the program"), required=True, max_length=NAME_LIMIT,
                  help=_("It stands in the ledger when the program looks at data or takes a step.")),
            Field(Kind.MULTILINE, "units", _("Units it acts for"), required=True, max_length=2000,
                  help=_("One code on each line, such as psc-1111/intake; all of one agency.")),
            _scopes(list(ClientScope.values)),
        ],
    )  # fmt: skip
    if asked.answers is not None:
        answers = asked.answers
        try:
            client, key = issue_client(answers["name"], answers["units"].split(), answers["scopes"])
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "issue-key", _what(client))
            shown = {"title": _("The key has been made"), "about": client.account.name, "secret": key,
                     "back": reverse("admin-keys"), "label": _("Key")}  # fmt: skip
            return render(request, "identity/administration/secret.html", shown)
    return form_page(
        request, asked, title=_("Make a key"), back=reverse("admin-keys"), button=_("Make a key")
    )


@for_administrators
@confirmed
@require_http_methods(["GET", "POST"])
def key_narrow(request: HttpRequest, id: int) -> HttpResponse:
    """Take from a key some of what it opens; for more a new one is made."""
    client = _client(id)
    asked = ask(request, [_scopes(client.scopes, client.scopes)])
    if asked.answers is not None:
        try:
            narrow_client(client, asked.answers["scopes"])
        except Invalid as error:
            asked.refuse(request, error)
        else:
            record(request, "narrow-key", _what(client))
            messages.success(request, _("The key opens only this from now on."))
            return HttpResponseRedirect(reverse("admin-keys"))
    return form_page(
        request, asked, title=_("What the key opens"), caption=client.account.name,
        intro=_("Take away what the program does not need. For more, make a new key."),
        back=reverse("admin-keys"),
    )  # fmt: skip


@for_administrators
@confirmed
@require_POST
def key_end(request: HttpRequest, id: int) -> HttpResponse:
    """End a key: the program is refused from its next request on."""
    client = _client(id)
    revoke_client(client)
    record(request, "revoke-key", _what(client))
    messages.success(request, _("The key has ended."))
    return HttpResponseRedirect(reverse("admin-keys"))


def _what(client: Client) -> list[str]:
    """What the ledger keeps of a key: its number, whose it is, and what it opens."""
    return [f"key-{client.pk}", client.agency.code, *client.scopes]


def _scopes(offered: list[str], chosen: list[str] | None = None) -> Field:
    choices = [Choice(one.value, str(one.label)) for one in ClientScope if one.value in offered]
    return Field(
        Kind.CHECKBOXES, "scopes", _("What the key opens"), value=chosen, required=True, choices=choices
    )


def _with_units(clients: list[Client]) -> list[tuple[Client, list[str]]]:
    """The clients, each with the names of the units it acts for, in one query."""
    units: dict[int, list[str]] = {}
    accounts = [client.account_id for client in clients]
    for seat in Membership.objects.filter(account_id__in=accounts, ends_at=None).select_related("unit"):
        units.setdefault(seat.account_id, []).append(seat.unit.name)
    return [(client, units.get(client.account_id, [])) for client in clients]


def _client(id: int) -> Client:
    found = Client.objects.filter(pk=id, revoked_at=None).select_related("account", "agency").first()
    if found is None:
        raise Http404
    return found
