"""What is done, in words: one table of the actions in the ledger, as a person and as an auditor read them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as N_


class Told(NamedTuple):
    """What somebody did, as the end of a sentence.

    person: to the person it concerns, "" where an entry never concerns a person or says it by its data.
    auditor: to an auditor, who is not told whom it concerns.
    """

    person: str
    auditor: str


# A look at a list says which and of how many cases: "list/overdue/50".
LIST = "list/"
LISTS = {
    "queue": N_("queue"),
    "mine": N_("own work"),
    "unclaimed": N_("unclaimed cases"),
    "overdue": N_("overdue cases"),
    "soon": N_("cases due soon"),
    "waiting": N_("cases that wait for the citizen"),
    "parts": N_("parts asked of the unit"),
    "closed": N_("closed cases"),
}
# Entries stay for ever: a row outlives the code that wrote such entries.
ACTIONS: dict[str, Told] = {
    "submit": Told(N_("received what you submitted"), N_("received an application")),
    "load-edition": Told("", N_("loaded an edition of the UN E-Government Survey")),
    "add-evidence": Told("", N_("gave evidence of a feature of the UN E-Government Survey")),
    "remove-evidence": Told("", N_("took back evidence of a feature of the UN E-Government Survey")),
    "opened": Told(N_("received and opened your case"), N_("received and opened the case")),
    "no-account": Told("", N_("named an ID card number of somebody without an account")),
    "verify-identity": Told(
        N_("compared you with your ID card and proved who you are"),
        N_("compared a person with their ID card"),
    ),
    "accept": Told(N_("accepted your case"), N_("accepted the case")),
    "document": Told(N_("made a document in your case"), N_("made a document")),
    "due_soon": Told(N_("noted that your case is soon due"), N_("noted that the case is soon due")),
    "overdue": Told(N_("noted that your case is overdue"), N_("noted that the case is overdue")),
    "child_moved": Told(
        N_("recorded the progress of a related case"), N_("recorded the progress of a related case")
    ),
    "claim": Told(N_("took up your case"), N_("took up the case")),
    "assign": Told(N_("assigned your case to an officer"), N_("assigned the case to an officer")),
    "ask": Told(N_("asked you for information"), N_("asked the applicant for information")),
    "answer": Told(N_("received your answer"), N_("received the answer of the applicant")),
    "incomplete": Told(N_("told you what is missing"), N_("told the applicant what is missing")),
    "hand_over": Told(N_("handed your case over"), N_("handed the case over")),
    "ask_unit": Told(N_("asked another unit for its part"), N_("asked another unit for its part")),
    "answer_part": Told(N_("gave its part in your case"), N_("gave the part that was asked for")),
    "reply": Told(N_("replied to you"), N_("replied to the applicant")),
    "tell_delay": Told(N_("told you of a delay"), N_("told the applicant of a delay")),
    "note": Told(N_("noted something in your case"), N_("wrote a note")),
    "approve": Told(N_("granted your application"), N_("granted the application")),
    "refuse": Told(N_("refused your application or did not take it up"), N_("refused the application")),
    "settle": Told(N_("settled your case"), N_("settled the case")),
    "withdraw": Told(N_("recorded that you withdrew your case"), N_("recorded that the case was withdrawn")),
    "appeal": Told(N_("received your appeal"), N_("received an appeal")),
    "uphold": Told(N_("upheld the decision on your appeal"), N_("upheld the decision on appeal")),
    "overturn": Told(N_("changed the decision on your appeal"), N_("changed the decision on appeal")),
    "reopen": Told(N_("reopened your case"), N_("reopened the case")),
    "lapse": Told(
        N_("closed your case because the time for it ran out"),
        N_("closed the case because the time for it ran out"),
    ),
    "rate": Told(N_("received your rating"), N_("received a rating")),
    "open": Told(N_("opened a case for you"), N_("opened the case for somebody")),
    "pay": Told(N_("received your payment"), N_("received a payment")),
    "paid": Told(N_("received your payment"), N_("received a payment")),
    "try-again": Told(
        N_("tried again to open the case you paid for"), N_("tried again to open a case that was paid for")
    ),
    "settle-transfer": Told(
        N_("saw to money of yours that paid no fee"), N_("settled a transfer that nobody knew")
    ),
    "request-refund": Told(N_("asked that a fee be paid back to you"), N_("asked that a fee be paid back")),
    "approve-refund": Told(
        N_("approved that a fee is paid back to you"), N_("approved that a fee is paid back")
    ),
    "reject-refund": Told(
        N_("rejected that a fee is paid back to you"), N_("rejected that a fee is paid back")
    ),
    "send-refund": Told(N_("paid you back"), N_("paid a fee back")),
    "refund": Told(N_("paid you back"), N_("paid a fee back")),
    "send": Told(N_("sent you a letter"), N_("sent a letter")),
    "export": Told(N_("gave you a copy of your data"), N_("gave a person a copy of their data")),
    "erase": Told(N_("erased data about you"), N_("erased data about a person")),
    "correct": Told(N_("corrected data about you"), N_("corrected data about a person")),
    "audit": Told("", N_("read the ledger of this agency")),
    "publish": Told("", N_("published a service")),
    "publish-data": Told("", N_("published open data")),
    "withdraw-data": Told("", N_("withdrew open data")),
    "open-consultation": Told("", N_("put a draft to the public")),
    "hide-answer": Told(
        N_("hid the words of an answer of yours"), N_("hid the words of an answer to a draft")
    ),
    "show-answer": Told(
        N_("showed the words of an answer of yours again"),
        N_("showed the words of an answer to a draft again"),
    ),
    "publish-report": Told("", N_("published the report of a consultation")),
    "seal-report": Told(N_("sealed the report of a consultation"), N_("sealed the report of a consultation")),
    "reconcile": Told("", N_("compared the fees with the bank")),
    "add-member": Told(N_("gave you a role"), N_("gave an officer a role")),
    "change-roles": Told(N_("changed your roles"), N_("changed the roles of an officer")),
    "end-member": Told(N_("ended your role"), N_("ended the role of an officer")),
    "close-account": Told(N_("closed your account"), N_("closed an account")),
    "reopen-account": Told(N_("opened your account again"), N_("opened an account again")),
    "prove-address": Told(
        N_("noted that you have proven where letters reach you"),
        N_("noted that somebody has proven where letters reach them"),
    ),
    "connect-line": Told(N_("connected your LINE account"), N_("connected a LINE account")),
    "disconnect-line": Told(N_("disconnected your LINE account"), N_("disconnected a LINE account")),
    "make-administrator": Told(N_("made you an administrator"), N_("made an administrator")),
    "add-agency": Told("", N_("added an agency")),
    "change-agency": Told("", N_("changed the details of an agency")),
    "add-unit": Told("", N_("added a unit")),
    "change-unit": Told("", N_("changed the details of a unit")),
    "close-unit": Told("", N_("closed a unit")),
    "open-unit": Told("", N_("opened a unit again")),
    "add-holiday": Told("", N_("added a public holiday")),
    "remove-holiday": Told("", N_("removed a public holiday")),
    "change-settings": Told("", N_("changed the settings of the installation")),
    "issue-key": Told("", N_("made an API key")),
    "narrow-key": Told("", N_("let an API key open less")),
    "revoke-key": Told("", N_("ended an API key")),
    "add-webhook": Told("", N_("added a webhook")),
    "pause-webhook": Told("", N_("paused a webhook")),
    "resume-webhook": Told("", N_("let a webhook send again")),
    "remove-webhook": Told("", N_("ended a webhook")),
    "resend-webhook": Told("", N_("had an event sent again")),
}

# What a person does in a case or an account of their own, or somebody for them; told to both alike.
OWN_ACTIONS = {
    "submit": N_("submitted a case"),
    "opened": N_("submitted a case"),
    "answer": N_("answered a question"),
    "withdraw": N_("withdrew the case"),
    "appeal": N_("appealed"),
    "reopen": N_("asked to reopen the case"),
    "rate": N_("rated the service"),
    "reply": N_("wrote a message"),
    "pay": N_("paid a fee"),
    "paid": N_("paid a fee"),
    "prove-address": N_("proved an address for letters"),
    "connect-line": N_("connected a LINE account"),
    "disconnect-line": N_("disconnected a LINE account"),
}
