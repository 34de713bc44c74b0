"""The service as a whole: manual, sources, who it is for, and parts that need one another."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..channels import APPLYING, SYSTEM
from .checking import Checking
from .definition import Basis, DataClass
from .mistakes import Mistake, Path
from .names import PERSON, case_type

CHANNELS = (*APPLYING, SYSTEM)
EXAMPLE = "my-service"  # the name in starter.yaml
LEFT = re.compile(r"‹[^›]*›")
RUNNING = ("route", "deadlines", "fee", "appeal", "outputs")


def check_service(it: Checking) -> Iterator[Mistake]:
    """Every mistake in the parts outside form and workflow."""
    yield from _parts(it)
    yield from _manual(it)
    yield from _references(it)
    yield from _applicant(it)
    yield from _personal_data(it)
    yield from _outputs(it)
    yield from _example(it.source.value, (), it)


def _example(value: object, path: Path, it: Checking) -> Iterator[Mistake]:
    """What still stands as in the example that a new service begins from: its name, and words in ‹ ›."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _example(inner, (*path, key), it)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _example(inner, (*path, index), it)
    elif isinstance(value, str) and (LEFT.fullmatch(value) or (path == ("service",) and value == EXAMPLE)):
        yield it.wrong(path, _("This is still the example's `{text}`. Write your own."), text=value)


def _parts(it: Checking) -> Iterator[Mistake]:
    of = it.definition
    if of.form is None and of.workflow is None:
        for part in RUNNING:
            if getattr(of, part):
                text = _("`{part}` needs a form and a workflow; a catalogue entry has neither.")
                yield it.wrong((part,), text, key=True, part=part)
        if of.elsewhere is None:
            text = _("`elsewhere` is missing.")
            yield it.wrong((), text, _("A service without a form says where to go instead."))
        elif not (of.elsewhere.url or of.elsewhere.phone):
            yield it.wrong(("elsewhere",), _("Give a `url` or a `phone`, or both."), key=True)
        elif of.elsewhere.url and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", of.elsewhere.url):
            yield it.wrong(("elsewhere", "url"), _("This is not a web address."))
        return
    if of.form is None or of.workflow is None:
        there, missing = ("workflow", "form") if of.form is None else ("form", "workflow")
        text = _("`{there}` needs `{missing}` beside it.")
        yield it.wrong((there,), text, key=True, there=there, missing=missing)
        return
    if of.elsewhere is not None:
        yield it.wrong(("elsewhere",), _("A service with a form is done here, not elsewhere."), key=True)
    if not of.channels:
        hint = _("Such as `channels: [web, counter]`.")
        yield it.wrong((), _("`channels` is missing: where people can apply."), hint)
    if not of.route:
        yield it.wrong((), _("`route` is missing: to which unit a new case goes."))
    elif of.route[-1].when is not None:
        hint = _("Add a last route without `when`.")
        yield it.wrong(
            ("route", len(of.route) - 1), _("A case for which no route holds would be lost."), hint
        )


def _manual(it: Checking) -> Iterator[Mistake]:
    of = it.definition
    if not of.manual.law:
        yield it.wrong(("manual", "law"), _("Name at least one law the service rests on."), key=True)
    if not any(word.strip() for word in of.keywords.th):
        yield it.wrong(("keywords", "th"), _("Give search words: what people call it."), key=True)
    if of.fee and not of.manual.fee:
        yield it.wrong(
            ("manual",), _("The service takes a fee, so the manual must name it: add `fee`."), key=True
        )
    if of.fee and not of.fee.law.section:
        yield it.wrong(("fee", "law"), _("A fee needs the section of the law that sets it."), key=True)
    if of.verified_on:
        try:
            day = date.fromisoformat(of.verified_on)
            if len(of.verified_on) != 10 or day.year > 2400:
                raise ValueError
        except ValueError:
            hint = _("Write year, month and day of the Common Era: 2026-11-23.")
            yield it.wrong(("verified_on",), _("`{text}` is not a date."), hint, text=of.verified_on)


def _references(it: Checking) -> Iterator[Mistake]:
    of, known = it.definition, it.known
    if known.agencies is not None and of.agency not in known.agencies:
        yield it.unknown(("agency",), _("No agency has the code `{name}`."), of.agency, known.agencies)
    for index, event in enumerate(of.life_events):
        if known.life_events is not None and event not in known.life_events:
            text = _("`{name}` is not in the list of life events.")
            yield it.unknown(("life_events", index), text, event, known.life_events)
    for index, channel in enumerate(of.channels):
        if channel not in CHANNELS:
            yield it.unknown(("channels", index), _("Unknown channel `{name}`."), channel, CHANNELS)
    for part in ("channels", "life_events"):
        yield from it.unique(((part, index), value) for index, value in enumerate(getattr(of, part)))


def _applicant(it: Checking) -> Iterator[Mistake]:
    who = it.definition.applicant
    yield from it.condition(("applicant", "eligible"), who.eligible, "person", "today")
    if who.eligible and who.otherwise is None:
        hint = _("Say what people read who may not apply.")
        yield it.wrong(
            ("applicant", "eligible"), _("`eligible` needs `otherwise` beside it."), hint, key=True
        )
    if who.otherwise and not who.eligible:
        text = _("`otherwise` is never shown without `eligible`.")
        yield it.wrong(("applicant", "otherwise"), text, key=True)


def _personal_data(it: Checking) -> Iterator[Mistake]:
    data = it.definition.data
    classes = {name: question.get("class", "personal") for name, question in it.questions.items()}
    personal = [name for name, of in classes.items() if of in (DataClass.PERSONAL, DataClass.SENSITIVE)]
    if personal and data is None:
        text = _("The form asks for personal data (`{name}`), so `data` is needed.")
        hint = _("`data` says for what purpose, on what legal ground and how long it is kept.")
        yield it.wrong(("form", "schema", "properties", personal[0]), text, hint, key=True, name=personal[0])
    if data is None or data.basis in (Basis.SENSITIVE_CONSENT, Basis.SENSITIVE_LAW):
        return
    for name, of in classes.items():
        if of == DataClass.SENSITIVE:
            text = _("`{name}` is sensitive data, for which the basis `{basis}` is not enough.")
            hint = _("Use `sensitive_consent` or `sensitive_law` (Personal Data Protection Act, section 26).")
            path: Path = ("form", "schema", "properties", name, "class")
            yield it.wrong(path, text, hint, name=name, basis=data.basis.value)


def _outputs(it: Checking) -> Iterator[Mistake]:
    outputs = it.definition.outputs
    yield from it.unique((("outputs", index, "id"), output.id) for index, output in enumerate(outputs))
    groups = {
        "form": list(it.questions),
        "case": [name for name, _of in case_type(it.definition).fields],
        "person": list(PERSON),
    }
    for index, output in enumerate(outputs):
        for part, text in (("title", output.title), ("body", output.body)):
            for language, words in (("th", text.th), ("en", text.en)):
                yield from _placeholders(it, ("outputs", index, part, language), words, groups)


def _placeholders(it: Checking, path: Path, words: str, groups: dict[str, list[str]]) -> Iterator[Mistake]:
    try:
        names = [name for _text, name, _spec, _way in string.Formatter().parse(words) if name is not None]
    except ValueError:
        hint = _("Write {{ and }} for the brackets themselves.")
        yield it.wrong(path, _("A curly bracket here has no partner."), hint)
        return
    known = [f"{group}.{name}" for group, members in groups.items() for name in members]
    known += ["today", "signed", "signed_at", "code"]
    for name in names:
        if name not in known:
            at = max(words.find("{" + name), 0)
            message = _("There is nothing to put in for {{{name}}}.")
            mistake = it.unknown(path, message, name, known)
            yield it.source.inside(path, at, mistake.message, mistake.hint)
