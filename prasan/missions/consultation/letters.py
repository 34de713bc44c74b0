"""The letter to who answered."""

from django.utils.translation import gettext_lazy as _

from prasan.core.notices import service as notices

TEMPLATE = "consultation_reported"
REPORTED = notices.Template(
    _("The report of a consultation that you answered"),
    _("The office has told what it heard, what it answers, and what it changed in the draft. Thank you."),
    _("The report of the consultation “%(service)s” that you answered is out. Read it in the portal."),
)
