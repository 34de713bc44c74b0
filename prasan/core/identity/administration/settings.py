"""Name, channels and payment account of the installation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prasan.core.directory import service as directory
from prasan.core.events import service as events
from prasan.foundation.errors import Invalid
from prasan.foundation.types import Words
from prasan.look.fields import Field, Kind, ask

from .common import confirmed, for_administrators, form_page, record

MASK = "••••••••"


@dataclass(frozen=True)
class Group:
    """Settings on one page: `questions` gives them, named by their keys.

    guarded: whoever changes them shows once more that it is them. sends: a secret that goes to the address that the settings
    `goes_to` name (a URL, or a server and its port), and to no other than it was given for.
    """

    title: Words
    intro: Words
    questions: Callable[[], list[Field]]
    guarded: bool = True
    sends: str = ""
    goes_to: tuple[str, ...] = ()

    def place(self, setting: Callable[[str], str]) -> tuple[str, ...]:
        """Scheme, host and port that the secret goes to, with these settings; empty where none is set."""
        if not self.goes_to or not setting(self.goes_to[0]):
            return ()
        host, *port = (setting(key).strip().lower() for key in self.goes_to)
        if port:
            return ("smtp", host, port[0] or "587")
        parts = urlsplit(host)
        return (parts.scheme, parts.netloc.removesuffix(":443" if parts.scheme == "https" else ":80"))


def _text(key: str, label: str, help: str = "", kind: Kind = Kind.TEXT, **more: object) -> Field:
    return Field(kind, key, label, help=help, value=directory.setting(key) or None, **more)  # type: ignore[arg-type]


def _secret(key: str, label: str) -> Field:
    known = key in directory.secrets_set()
    help = _("Set: %(mask)s. Leave empty to keep it.") % {"mask": MASK} if known else _("Not set yet.")
    return Field(Kind.PASSWORD, key, label, help=help, max_length=1000, autocomplete="off")


GROUPS: dict[str, Group] = {
    "name": Group(
        gettext_lazy("Name and owner"),
        gettext_lazy("Shown at the head of every page, in letters and on receipts."),
        lambda: [
            _text("name.th", _("Name of the portal in Thai"), max_length=80),
            _text("name.en", _("Name of the portal in English"), max_length=80),
            _text("owner.th", _("Owner in Thai"), _("The agency that runs the portal."), max_length=200),
            _text("owner.en", _("Owner in English"), max_length=200),
        ],
        guarded=False,
    ),
    "line": Group(
        gettext_lazy("LINE Official Account"),
        gettext_lazy("From the LINE Developers console, Messaging API."),
        lambda: [
            _text(
                "line.id",
                _("Basic ID"),
                _("Begins with @. Enter this webhook URL in the console: %(url)s")
                % {"url": f"{django_settings.PUBLIC_URL}/line/webhook"},
                max_length=40,
                pattern=r"^@[A-Za-z0-9._-]+$",
            ),
            _secret("line.token", _("Channel access token")),
            _secret("line.secret", _("Channel secret")),
        ],
    ),
    "sms": Group(
        gettext_lazy("SMS"),
        gettext_lazy("Text messages carry the case number and never a link."),
        lambda: [
            _text("sms.url", _("Address of the gateway"), kind=Kind.URI),
            _secret("sms.token", _("Key of the gateway")),
            _text(
                "sms.sender",
                _("Sender name"),
                _("As registered with the NBTC, up to 11 letters and digits."),
                max_length=11,
                pattern=r"^[A-Za-z0-9 ._-]+$",
            ),
        ],
        sends="sms.token",
        goes_to=("sms.url",),
    ),
    "mail": Group(
        gettext_lazy("E-mail"),
        gettext_lazy("The mail server that sends for the portal (SMTP with TLS)."),
        lambda: [
            _text("smtp.host", _("Server"), max_length=200, pattern=r"^[A-Za-z0-9.-]+$"),
            _text("smtp.port", _("Port"), max_length=5, pattern=r"^[0-9]+$"),
            _text("smtp.user", _("User name"), max_length=200),
            _secret("smtp.password", _("Password")),
            _text("smtp.from", _("Sender address"), kind=Kind.EMAIL),
        ],
        sends="smtp.password",
        goes_to=("smtp.host", "smtp.port"),
    ),
    "payment": Group(
        gettext_lazy("Payment account"),
        gettext_lazy("Fees are paid into it by PromptPay bill payment."),
        lambda: [
            _text(
                "payment.biller_id",
                _("Biller ID"),
                _("15 digits, from the bank."),
                max_length=15,
                pattern=r"^[0-9]{15}$",
            ),
            _text("payment.name_th", _("Name of the account in Thai"), max_length=100),
            _text("payment.name_en", _("Name of the account in English"), max_length=100),
            _secret("payment.bank_key", _("Key with which the bank signs its messages")),
        ],
    ),
}


@for_administrators
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest, name: str) -> HttpResponse:
    """One group of settings. A secret is never shown; left empty, it stays while it goes to the same place."""
    group = GROUPS.get(name)
    if group is None:
        raise Http404
    page = confirmed(_page) if group.guarded else _page
    return page(request, group)


def _page(request: HttpRequest, group: Group) -> HttpResponse:
    asked = ask(request, group.questions())
    if asked.answers is not None:
        values = {q.name: str(asked.answers.get(q.name) or "") for q in asked.questions}
        secrets = {q.name for q in asked.questions if q.kind is Kind.PASSWORD}
        try:
            gone = _check(group, values)
        except Invalid as error:
            asked.refuse(request, error)
        else:
            kept = {name for name in secrets - gone if not values[name]}
            changed = directory.save_settings({k: v for k, v in values.items() if k not in kept})
            if changed:
                record(request, "change-settings", changed)
            messages.success(request, _("The settings have been saved."))
            return HttpResponseRedirect(request.path)
    return form_page(request, asked, title=group.title, intro=group.intro, back=reverse("administration"))


def _check(group: Group, values: Mapping[str, str]) -> set[str]:
    """The secrets to forget, for they have no place to go to any more.

    Raises Invalid for an address that is not called, and for a new one without its secret: a kept one would
    be sent to whoever is named here.
    """
    host = values.get("smtp.host")
    for key, url in (("sms.url", values.get("sms.url")), ("smtp.host", host and f"https://{host}/")):
        try:
            if url:
                events.check_url(url)
        except Invalid as error:
            raise Invalid(fields={key: error.fields["url"]}) from error
    place = group.place(lambda key: values[key])
    if place == group.place(directory.setting) or values.get(group.sends):
        return set()
    if place and group.sends in directory.secrets_set():
        wrong = _("It was given for another address. Type it again for the new one.")
        raise Invalid(fields={group.sends: wrong})
    return {group.sends} if group.sends else set()
