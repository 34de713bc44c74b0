"""An entry as a sentence for an auditor: which officer did what in which case, never about whom."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import words
from .actions import ACTIONS, LIST, LISTS, OWN_ACTIONS
from .queries import Line


def audited(line: Line) -> str:
    """ "Somsri Jaidee (an officer of the Registration Section, Department X) looked at name and address of
    people, ..." An applicant is not named: the entry says what they did, the case says who they are.
    """
    if line.role == "citizen":
        who = _("The applicant, or somebody acting for them,")
        own = _(OWN_ACTIONS[line.action]) if line.action in OWN_ACTIONS else _did(line)
        return words.ended(_("%(who)s %(did)s") % {"who": who, "did": own}, line)
    who = words.who(line.role, line.agency, line.unit)
    if line.actor and line.role not in ("system", "program", "visitor"):
        who = _("%(name)s (%(office)s)") % {"name": line.actor, "office": who}
    if line.kind == "look" and line.action != "audit":
        told = _("%(who)s looked at people's %(data)s") % {"who": who, "data": words.listed_data(line.data)}
        told += _list(line.action)
    else:
        told = _("%(who)s %(did)s") % {"who": who, "did": _did(line)}
    return words.ended(told, line, words.why(line))


def _list(action: str) -> str:
    """Which list was looked at, as the end of a sentence."""
    if not action.startswith(LIST):
        return ""
    name, _slash, counted = action.removeprefix(LIST).partition("/")
    cases = int(counted)
    told = ngettext(", in the list “%(list)s”: %(n)d case", ", in the list “%(list)s”: %(n)d cases", cases)
    return told % {"list": _(LISTS[name]) if name in LISTS else name, "n": cases}


def _did(line: Line) -> str:
    if line.action in ACTIONS:
        return _(ACTIONS[line.action].auditor)
    if line.kind == "decision":
        return _("took the case a step further (%(action)s)") % {"action": line.action}
    return _("recorded something (%(action)s)") % {"action": line.action}
