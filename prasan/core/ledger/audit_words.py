"""An entry as a sentence for an auditor: which officer did what in which case, never about whom."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from . import words
from .queries import Line

ACTIONS = {
    "submit": N_("received an application"),
    "opened": N_("received and opened the case"),
    "open": N_("opened the case for somebody"),
    "accept": N_("accepted the case"),
    "document": N_("made a document"),
    "due_soon": N_("noted that the case is soon due"),
    "overdue": N_("noted that the case is overdue"),
    "child_moved": N_("recorded the progress of a related case"),
    "claim": N_("took up the case"),
    "assign": N_("assigned the case to an officer"),
    "ask": N_("asked the applicant for information"),
    "answer": N_("received the answer of the applicant"),
    "incomplete": N_("told the applicant what is missing"),
    "hand_over": N_("handed the case over"),
    "ask_unit": N_("asked another unit for its part"),
    "answer_part": N_("gave the part that was asked for"),
    "reply": N_("replied to the applicant"),
    "note": N_("wrote a note"),
    "approve": N_("granted the application"),
    "refuse": N_("refused the application"),
    "settle": N_("settled the case"),
    "withdraw": N_("recorded that the case was withdrawn"),
    "appeal": N_("received an appeal"),
    "uphold": N_("upheld the decision on appeal"),
    "overturn": N_("changed the decision on appeal"),
    "reopen": N_("reopened the case"),
    "lapse": N_("closed the case because the time for it ran out"),
    "rate": N_("received a rating"),
    "pay": N_("received a payment"),
    "paid": N_("received a payment"),
    "refund": N_("paid a fee back"),
    "send": N_("sent a letter"),
    "audit": N_("read the ledger of this agency"),
    "export": N_("gave a person a copy of their data"),
    "erase": N_("erased data about a person"),
    "correct": N_("corrected data about a person"),
    "publish": N_("published a service"),
    "reconcile": N_("compared the fees with the bank"),
    "settle-transfer": N_("settled a transfer that nobody knew"),
    "add-member": N_("gave an officer a role"),
    "change-roles": N_("changed the roles of an officer"),
    "end-member": N_("ended the role of an officer"),
    "close-account": N_("closed an account"),
    "reopen-account": N_("opened an account again"),
    "make-administrator": N_("made an administrator"),
    "add-agency": N_("added an agency"),
    "change-agency": N_("changed the details of an agency"),
    "add-unit": N_("added a unit"),
    "change-unit": N_("changed the details of a unit"),
    "close-unit": N_("closed a unit"),
    "open-unit": N_("opened a unit again"),
    "add-holiday": N_("added a public holiday"),
    "remove-holiday": N_("removed a public holiday"),
    "change-settings": N_("changed the settings of the installation"),
    "issue-key": N_("made an API key"),
    "narrow-key": N_("let an API key open less"),
    "revoke-key": N_("ended an API key"),
    "add-webhook": N_("added a webhook"),
    "pause-webhook": N_("paused a webhook"),
    "resume-webhook": N_("let a webhook send again"),
    "remove-webhook": N_("ended a webhook"),
    "resend-webhook": N_("had an event sent again"),
}


def audited(line: Line) -> str:
    """ "Somsri Jaidee (an officer of the Registration Section, Department X) looked at name and address of
    people, ..." An applicant is not named: the entry says what they did, the case says who they are.
    """
    if line.role == "citizen":
        who = _("The applicant, or somebody acting for them,")
        did = _(words.OWN_ACTIONS.get(line.action, ACTIONS.get(line.action, "recorded something")))
        return words.ended(_("%(who)s %(did)s") % {"who": who, "did": did}, line)
    who = words.who(line.role, line.agency, line.unit)
    if line.actor and line.role not in ("system", "program", "visitor"):
        who = _("%(name)s (%(office)s)") % {"name": line.actor, "office": who}
    if line.kind == "look" and line.action != "audit":
        told = _("%(who)s looked at people's %(data)s") % {"who": who, "data": words.listed_data(line.data)}
    else:
        did = _(ACTIONS[line.action]) if line.action in ACTIONS else _other(line)
        told = _("%(who)s %(did)s") % {"who": who, "did": did}
    return words.ended(told + words.why(line), line)


def _other(line: Line) -> str:
    if line.kind == "decision":
        return _("took the case a step further (%(action)s)") % {"action": line.action}
    return _("recorded something (%(action)s)") % {"action": line.action}
