"""The explanation of a due time in words, for pages and letters."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .dates import format_date
from .worktime import Step, StepKind, Unit


def span(amount: int, unit: Unit | str) -> str:
    """A span in the language in force: "15 working days", "15 วันทำการ"."""
    match Unit(unit):
        case Unit.WORKING_DAYS:
            text = ngettext("%(n)s working day", "%(n)s working days", amount)
        case Unit.DAYS:
            text = ngettext("%(n)s day", "%(n)s days", amount)
        case Unit.HOURS:
            text = ngettext("%(n)s hour", "%(n)s hours", amount)
        case Unit.MINUTES:
            text = ngettext("%(n)s minute", "%(n)s minutes", amount)
    return text % {"n": amount}


def sentence(step: Step, lang: str) -> str:
    """One step of `worktime.explain` as a sentence in the language in force; `lang` is for its dates."""
    match step.kind:
        case StepKind.STARTED if step.at:
            return _("The clock started on %(at)s.") % {"at": format_date(step.at, lang, "time")}
        case StepKind.SPAN if step.unit:
            return _("It may take %(span)s.") % {"span": span(step.count, step.unit)}
        case StepKind.FIRST_DAY if step.day:
            return _("The day of the start is not counted; counting begins on %(day)s.") % {
                "day": format_date(step.day, lang)
            }
        case StepKind.WEEKEND:
            return ngettext(
                "%(n)s weekend day is not counted.", "%(n)s weekend days are not counted.", step.count
            ) % {"n": step.count}
        case StepKind.HOLIDAY if step.day:
            return _("%(day)s is a public holiday and is not counted. %(name)s") % {
                "day": format_date(step.day, lang),
                "name": step.name,
            }
        case StepKind.PAUSED if step.at and step.until:
            return _paused(step, lang)
        case StepKind.MOVED if step.day and step.to:
            return _("%(day)s is too late in the day or not a working day, so it moves to %(to)s.") % {
                "day": format_date(step.day, lang),
                "to": format_date(step.to, lang),
            }
        case StepKind.DUE if step.at:
            return _("So it is due on %(at)s.") % {"at": format_date(step.at, lang, "time")}
    raise ValueError(f"the step {step.kind} lacks what it should say")


def _paused(step: Step, lang: str) -> str:
    assert step.at and step.until and step.unit  # noqa: S101 - held by the only caller
    unit = Unit.MINUTES if step.unit is Unit.HOURS else step.unit
    return _("The clock stood still from %(at)s to %(until)s: %(span)s are added.") % {
        "at": format_date(step.at, lang, "time"),
        "until": format_date(step.until, lang, "time"),
        "span": span(step.count, unit),
    }
