"""The letters the product ships with. Words after `%(` are values; officers' letters have no short form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .letters import Template, register

SHIPPED = {
    "case_opened": Template(
        _("We received your case %(number)s"),
        _("Case number %(number)s. We will tell you when something happens."),
        _("Case %(number)s received."),
    ),
    "case_ask": Template(
        _("We have a question about case %(number)s"),
        _("%(message)s\nPlease answer in the portal. The clock stands still until then."),
        _("Case %(number)s: an officer asks you something. Answer in the portal or call 1111."),
    ),
    "case_incomplete": Template(
        _("Something is missing in case %(number)s"),
        _("%(message)s\nThe list is in the portal. Nothing else will be asked for later."),
        _("Case %(number)s: something is missing. See the portal or call 1111."),
    ),
    "case_incomplete_until": Template(
        _("Something is missing in case %(number)s"),
        _(
            "%(message)s\nPlease hand it in by %(until_at)s. The list is in the portal. "
            "Nothing else will be asked for later."
        ),
        _("Case %(number)s: something is missing, due by %(until_at)s. See the portal or call 1111."),
    ),
    "case_approve": Template(_("Case %(number)s: %(state)s"), "%(message)s", _("Case %(number)s: %(state)s")),
    "case_refuse": Template(
        _("Decision on case %(number)s"),
        _("%(message)s\nThe reasons, and where and until when you may appeal, are in the portal."),
        _("Case %(number)s is decided. See the portal or call 1111."),
    ),
    "case_settle": Template(
        _("Case %(number)s: %(state)s"),
        _("%(message)s\nPlease tell us how it went."),
        _("Case %(number)s: %(state)s"),
    ),
    "case_uphold": Template(
        _("Decision on your appeal in case %(number)s"),
        _("%(message)s\nThe reasons, and where and until when you may go next, are in the portal."),
        _("Case %(number)s: your appeal is decided. See the portal or call 1111."),
    ),
    "case_overturn": Template(
        _("Your appeal in case %(number)s succeeded"),
        "%(message)s",
        _("Case %(number)s: your appeal succeeded."),
    ),
    "case_lapse": Template(
        _("Case %(number)s was closed"),
        _("%(message)s\nNo answer came in time. You may apply again."),
        _("Case %(number)s was closed because no answer came."),
    ),
    "case_moved": Template(
        _("News about case %(number)s"), "%(message)s\n%(state)s", _("Case %(number)s: %(message)s %(state)s")
    ),
    "case_reply": Template(
        _("A message about case %(number)s"),
        _("An officer wrote to you. Read and answer it in the portal."),
        _("Case %(number)s: an officer wrote to you."),
    ),
    "case_delayed": Template(
        _("Case %(number)s takes longer"),
        _("It should have been done by %(due_at)s. Work on it goes on."),
        _("Case %(number)s takes longer than announced. Work on it goes on."),
    ),
    "case_delay_told": Template(
        _("Case %(number)s takes longer"),
        _("The reason: %(message)s"),
        _("Case %(number)s takes longer than announced. The reason is in the portal, or call 1111."),
    ),
    "case_delay_until": Template(
        _("Case %(number)s takes longer"),
        _("It is expected to be done by %(until_at)s. The reason: %(message)s"),
        _("Case %(number)s takes longer than announced, until %(until_at)s. Ask why at 1111."),
    ),
    "case_remind": Template(
        _("Something is still wanted of you in case %(number)s"),
        _("Please see to it by %(due_at)s."),
        _("Case %(number)s: something is still wanted of you by %(due_at)s. See the portal or call 1111."),
    ),
    "case_fee_refunded": Template(
        _("The fee of case %(number)s was given back"),
        _("%(amount)s baht were sent to the PromptPay number given for it."),
        _("Case %(number)s: your fee of %(amount)s baht was given back."),
    ),
    "case_fee_back": Template(_("The fee of case %(number)s was given back"), "", ""),
    "case_citizen_wrote": Template(_("The applicant wrote in case %(number)s"), "", ""),
    "case_assigned": Template(_("Case %(number)s was assigned to you"), "", ""),
    "case_part_answered": Template(_("The unit you asked in case %(number)s answered"), "", ""),
    "case_due_soon": Template(_("Case %(number)s is due soon"), _("Due by %(due_at)s"), ""),
    "case_overdue": Template(_("Case %(number)s is overdue"), _("It was due by %(due_at)s"), ""),
}


def register_shipped() -> None:
    """Called once when the room is ready."""
    for name, template in SHIPPED.items():
        register(name, template)
