"""LINE tells of messages, of new friends and of those who leave; people connect their accounts by it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from prasan.core.notices import service as notices
from prasan.foundation.errors import NotAllowed, PrasanError, TooMany
from prasan.foundation.problem import problem

from . import tasks
from .flows.contacts import CODE_LENGTH, SIGNS, connect_line, connected_to, left_line
from .models import Account

HOW = N_(
    "To have letters from the state sent here, sign in at %(url)s, press “Connect LINE” and send us the code"
    " that you see there."
)
CONNECTED = N_("Connected. Letters to you now come here too. To end it, go to %(url)s or block this account.")
NO_CODE = N_("This code is not known, was used, or its time is over. Get a new one at %(url)s")
TRIED = N_("These were too many codes. Wait ten minutes and get a new one at %(url)s")
NOBODY = N_("Nobody reads messages here. Your cases are at %(url)s. For help call 1111, at any hour.")


@csrf_exempt  # LINE proves itself by signature
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """200 for every body that LINE signed, whatever is in it; answers go out by the worker."""
    try:
        if not notices.line_signed(request.body, request.headers.get("X-Line-Signature", "")):
            raise NotAllowed
        events = notices.line_events(request.body)
    except PrasanError as error:
        return problem(request, error)
    for event in events:
        if not event.id or notices.first_time("line", event.id):
            _heard(event)
    return JsonResponse({})


def _heard(event: notices.LineEvent) -> None:
    if event.kind == "unfollow":
        left_line(event.user)
        return
    known = connected_to(event.user)
    if event.kind == "follow":
        _answer(event, HOW, known)
    elif event.kind == "message" and _like_a_code(event.text):
        try:
            connected = connect_line(event.user, event.text)
        except TooMany:
            _answer(event, TRIED, known)
        else:
            _answer(event, CONNECTED if connected else NO_CODE, connected or known)
    elif event.kind == "message":
        _answer(event, NOBODY if known else f"{NOBODY}\n\n{HOW}", known)


def _like_a_code(text: str) -> bool:
    """Whether it has the signs and the length of a code: people write other things too."""
    signs = text.replace("-", "").replace(" ", "").strip().upper()
    return len(signs) == CODE_LENGTH and set(signs) <= set(SIGNS)


def _answer(event: notices.LineEvent, said: str, to: Account | None) -> None:
    """In the language of who is known, in both to others."""
    if not event.reply_token:
        return
    languages = [to.language] if to else ["th", "en"]
    tasks.answer_line.defer(token=event.reply_token, text="\n\n".join(_in(said, lang) for lang in languages))


def _in(said: str, lang: str) -> str:
    with override(lang):
        there = {"url": settings.PUBLIC_URL + reverse("account-letters")}
        return "\n\n".join(translated(part) % there for part in said.split("\n\n"))
