"""The state of a case by its number, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prasan.core.casework import service as casework
from prasan.core.casework.definitions import state_of
from prasan.core.identity import service as identity
from prasan.foundation.errors import PrasanError, TooMany
from prasan.foundation.thai import to_arabic
from prasan.look.fields import Mistake

MOST_ANYWHERE = 20  # wrong digits for one number in an hour, from all addresses together: there are 10,000


@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """State and due date for someone who knows the number and the last four digits of the phone given.

    Nothing personal is shown. Guessing is slowed down by address and by number, and a wrong pair tells nothing apart.
    """
    # The QR code on a slip carries the number alone; the digits of a telephone number stand in no address.
    sent = request.method == "POST"
    number = (request.POST if sent else request.GET).get("number", "").replace("\x00", "")[:40].strip()
    last4 = request.POST.get("phone", "").replace("\x00", "")[:20].strip()
    context: dict[str, object] = {"number": number, "phone": last4}
    if number and last4:
        digits = "".join(c for c in to_arabic(number) if c.isdigit())
        name = f"track {digits}"  # however it is typed, it is the same number that is guessed at
        try:
            if identity.too_many(request, name, anywhere=MOST_ANYWHERE):
                raise TooMany(_("Too many tries. Wait ten minutes, or call 1111."))
            case, definition = casework.state_for_holder(number, last4)
            identity.succeeded(request, name)
            context |= {
                "case": case,
                "d": definition,
                "due": casework.answer_due(case),
                "state": state_of(case.version_id, case.state),
            }
        except PrasanError as refused:
            return render(
                request,
                "casework/track.html",
                {**context, "mistakes": [Mistake(str(refused))]},
                status=refused.status,
            )
    elif sent:
        ask = {
            "number": "" if number else _("Write the case number."),
            "phone": ""
            if last4
            else _("Write the last four digits of the telephone number given with the matter."),
        }
        context["mistakes"] = [Mistake(said, name) for name, said in ask.items() if said]
        context |= {f"ask_{name}": said for name, said in ask.items()}
        return render(request, "casework/track.html", context, status=422)
    return render(request, "casework/track.html", context)
