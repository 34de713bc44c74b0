"""The short code on submission receipts and slips, by which anyone checks on the public page that one is genuine."""

from __future__ import annotations

from base64 import b32encode
from hmac import compare_digest
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from prasan.core.directory import service as directory
from prasan.core.ledger import service as ledger
from prasan.foundation import dates, ids, scope
from prasan.foundation.languages import current_language

from .definitions import definition_of
from .format.verbs import say
from .models import Case, CaseEvent

LENGTH = 12  # letters and digits: 60 bits
MISREAD = str.maketrans("018", "OIB")  # digits that no code holds


def code_of(number: str) -> str:
    """The code that belongs to a case number, in groups of four: "K7QM-2XDA-4F6T"."""
    code = _code(number)
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def shown(number: str) -> dict[str, str]:
    """For a page that is printed: the code, the address where both are checked, and its QR code (SVG)."""
    page = settings.PUBLIC_URL + reverse("ledger:check")
    drawn = segno.make(f"{page}?{urlencode({'number': number, 'code': code_of(number)})}", error="m")
    return {
        "code": code_of(number),
        "check_page": page,
        "check_qr": mark_safe(drawn.svg_inline(scale=4, border=2, omitsize=True)),  # noqa: S308 - drawn here
    }


def check(number: str, code: str) -> ledger.Found | None:
    """What whoever holds the paper may be told again: number, service, when and where it was received."""
    try:
        digits = ids.parse_case_number(number)
    except ValueError:
        return None
    typed = "".join(letter for letter in code.upper().translate(MISREAD) if letter.isalnum())
    if not compare_digest(typed.encode(), _code(digits).encode()):
        return None
    with scope.system("receipt"):
        case = Case.objects.filter(number=digits).first()
        opened = CaseEvent.objects.filter(case=case, kind="opened").order_by("seq").first()
    if case is None or opened is None:
        return None
    return ledger.Found(
        _("This submission receipt is genuine"),
        [
            (_("Case number"), ids.group_case_number(case.number)),
            (_("Service"), say(definition_of(case.version_id).title)),
            (_("Received"), dates.format_date(case.opened_at, current_language(), "time")),
            (_("Office that received it"), directory.unit_by_id(opened.data["unit"]).office),
        ],
    )


def _code(number: str) -> str:
    digest = salted_hmac("prasan.casework.receipt", number, algorithm="sha256").digest()
    return b32encode(digest).decode()[:LENGTH]
