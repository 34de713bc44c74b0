"""Officers and their roles."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prasan.core.directory import service as directory
from prasan.core.ledger import service as ledger
from prasan.foundation.errors import Conflict, Invalid, NotFound
from prasan.foundation.ids import citizen_id_valid
from prasan.foundation.paging import keyset
from prasan.foundation.thai import normalise
from prasan.look.fields import Choice, Field, Kind, ask

from ..backend import called
from ..flows.close_account import close_account, reopen_account
from ..flows.memberships import change_roles, end_membership, join_unit
from ..models import Account, Membership, Role
from ..queries import find_person
from .common import confirmed, for_administrators, form_page, onward, record

PURPOSE = {"th": "กำหนดสิทธิของเจ้าหน้าที่", "en": "To give officers their roles"}


@for_administrators
@require_http_methods(["GET"])
def people_page(request: HttpRequest) -> HttpResponse:
    """Officers by name, unit or role; anybody by their exact name, number or e-mail."""
    text = normalise(request.GET.get("q", ""))[:100]
    role = request.GET.get("role", "")
    found = Membership.objects.filter(ends_at=None).select_related("account", "unit__agency")
    for word in text.split():
        found = found.filter(
            Q(account__given_th__icontains=word)
            | Q(account__family_th__icontains=word)
            | Q(account__given_en__icontains=word)
            | Q(account__family_en__icontains=word)
            | Q(account__username__iexact=word)
            | Q(unit__name_th__icontains=word)
            | Q(unit__agency__name_th__icontains=word)
            | Q(unit__agency__code=word)
        )
    if role in Role.values:
        found = found.filter(roles__contains=[role])
    order, after = ["unit__agency__sort_key", "unit_id", "id"], request.GET.get("after", "")
    page = keyset(found, order, after, of=f"people:{role}:{text}")
    context = {
        "rows": page,
        "next": onward(page, q=text, role=role),
        "q": text,
        "role": role,
        "roles": Role.choices,
        "citizens": [] if after else _not_yet_officers(text),
    }
    return render(request, "identity/administration/people.html", context)


def _not_yet_officers(text: str) -> list[Account]:
    """Accounts called exactly so: who is to become an officer tells the administrator what they are called."""
    if not text:
        return []
    found = list(Account.objects.filter(called(text), is_officer=False)[:5])
    if citizen_id_valid(text) and (person := find_person(text)) and not person.is_officer:
        found.append(person)
    for account in found:
        ledger.looked(account.subject, ["name"], purpose=PURPOSE, basis="public_task")
    return found


@for_administrators
@require_http_methods(["GET"])
def person_page(request: HttpRequest, id: int) -> HttpResponse:
    """One person's memberships, past ones too."""
    account = _account(id)
    memberships = Membership.objects.filter(account=account).select_related("unit__agency")
    context = {
        "person": account,
        "memberships": memberships.filter(ends_at=None).order_by("id"),
        "past": memberships.exclude(ends_at=None).order_by("-ends_at")[:50],
    }
    return render(request, "identity/administration/person.html", context)


@for_administrators
@confirmed
@require_http_methods(["GET", "POST"])
def join_page(request: HttpRequest, id: int) -> HttpResponse:
    """Let a person work in a unit."""
    account = _account(id)
    helped = _("Code of agency and unit, such as psc-1111/intake. The agency's page shows it.")
    asked = ask(
        request,
        [
            Field(Kind.TEXT, "unit", _("Unit"), help=helped, value=request.GET.get("unit"), required=True,
                  max_length=90),
            _roles(),
            Field(Kind.TEXT, "title_th", _("Position in Thai"), max_length=120),
            Field(Kind.TEXT, "title_en", _("Position in English"), max_length=120),
        ],
    )  # fmt: skip
    if asked.answers is not None:
        answers = asked.answers
        try:
            unit = directory.unit(answers["unit"])
            if unit.closed:
                raise Invalid(fields={"unit": _("This unit is closed.")})
            titles = {name: answers.get(name, "") for name in ("title_th", "title_en")}
            join_unit(account, unit, answers["roles"], **titles)
        except NotFound as error:
            asked.refuse(request, Invalid(fields={"unit": error.message}))
        except (Invalid, Conflict) as error:
            asked.refuse(request, error)
        else:
            record(request, "add-member", [unit.address, *answers["roles"]], [account.subject])
            messages.success(request, _("The officer has been added to the unit."))
            return HttpResponseRedirect(reverse("admin-person", args=[id]))
    back = reverse("admin-person", args=[id])
    return form_page(request, asked, title=_("Add to a unit"), caption=account.name, back=back)


@for_administrators
@confirmed
@require_http_methods(["GET", "POST"])
def roles_page(request: HttpRequest, id: int) -> HttpResponse:
    """Give a membership other roles."""
    membership = _membership(id)
    asked = ask(request, [_roles(membership.roles)])
    back = reverse("admin-person", args=[membership.account_id])
    if asked.answers is not None:
        try:
            changed = change_roles(membership, asked.answers["roles"])
        except (Invalid, Conflict) as error:
            asked.refuse(request, error)
        else:
            if changed.pk != membership.pk:
                record(
                    request,
                    "change-roles",
                    [membership.unit.address, *changed.roles],
                    [membership.account.subject],
                )
            messages.success(request, _("The roles have been saved."))
            return HttpResponseRedirect(back)
    caption = f"{membership.account.name}, {membership.unit.name}"
    return form_page(request, asked, title=_("Roles"), caption=caption, back=back)


@for_administrators
@confirmed
@require_POST
def end_page(request: HttpRequest, id: int) -> HttpResponse:
    """Let an officer leave a unit."""
    membership = _membership(id)
    try:
        end_membership(membership)
    except Conflict as error:
        messages.error(request, str(error.message))
    else:
        record(request, "end-member", [membership.unit.address], [membership.account.subject])
        messages.success(request, _("The officer no longer works in this unit."))
    return HttpResponseRedirect(reverse("admin-person", args=[membership.account_id]))


@for_administrators
@confirmed
@require_http_methods(["GET", "POST"])
def close_page(request: HttpRequest, id: int) -> HttpResponse:
    """Close the account of somebody who left, or open it again."""
    account = _account(id)
    back = HttpResponseRedirect(reverse("admin-person", args=[id]))
    if request.method != "POST":
        return render(request, "identity/administration/close_account.html", {"person": account})
    try:
        close_account(account) if account.is_active else reopen_account(account)
    except Conflict as error:
        messages.error(request, str(error.message))
        return back
    record(request, "reopen-account" if account.is_active else "close-account", [], [account.subject])
    messages.success(
        request,
        _("The account is open again. Add the person to a unit to give them roles.")
        if account.is_active
        else _("The account is closed and signed out everywhere."),
    )
    return back


def _roles(chosen: list[str] | None = None) -> Field:
    choices = [Choice(role.value, str(role.label)) for role in Role]
    return Field(Kind.CHECKBOXES, "roles", _("Roles"), value=chosen, required=True, choices=choices)


def _account(id: int) -> Account:
    account = Account.objects.filter(pk=id).first()
    if account is None:
        raise Http404
    ledger.looked(account.subject, ["name"], purpose=PURPOSE, basis="public_task")
    return account


def _membership(id: int) -> Membership:
    found = Membership.objects.filter(pk=id, ends_at=None).select_related("account", "unit__agency").first()
    if found is None:
        raise Http404
    return found
