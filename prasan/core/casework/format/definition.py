"""What a service file may say, as types. A checked file is exactly one `Definition`.

The JSON Schema of the format (for editors) and the checker's messages are made from these types, so a
field is documented here and nowhere else. Expressions are CEL; see `expressions.py` for what they may name.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct, field, json

from ..channels import SYSTEM, Channel

Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Cel = Annotated[str, Meta(min_length=1, max_length=2000)]  # an expression


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The common base: immutable, and an unknown key is a mistake."""


class Text(Part, frozen=True):
    """A text in Thai and English; both are required."""

    th: Annotated[str, Meta(min_length=1)]
    en: Annotated[str, Meta(min_length=1)]


class Words(Part, frozen=True):
    """Search words in Thai and English: what people call it, not what the title says."""

    th: list[str]
    en: list[str] = []


class TimeUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


class Span(Part, frozen=True):
    """A length of time; working days follow the calendar of Thai public holidays."""

    amount: Annotated[int, Meta(ge=0, le=10000)]
    unit: TimeUnit


# --- the public manual -------------------------------------------------------------------------------


class Law(Part, frozen=True):
    """A law the manual rests on, with the section that says so."""

    name: Text
    section: str = ""


class Paper(Part, frozen=True):
    """A paper the applicant gives. `register` names the register that answers instead of a copy."""

    name: Text
    note: Text | None = None
    register: str = ""


class Step(Part, frozen=True):
    """One step of the procedure, who does it and how long it takes."""

    name: Text
    by: Text
    time: Span | None = None


class Manual(Part, frozen=True):
    """The public manual (คู่มือสำหรับประชาชน, Licensing Facilitation Act 2558 s. 7)."""

    who: Text
    steps: Annotated[list[Step], Meta(min_length=1)]
    law: list[Law]
    conditions: Text | None = None
    papers: list[Paper] = []
    time: Span | None = None
    fee: Text | None = None
    complaints: Text | None = None


# --- who, and on what ground -------------------------------------------------------------------------


class Applicant(Part, frozen=True):
    """Who may apply. `level`: identity assurance level needed. `eligible`: CEL over `person` and `today`."""

    level: Annotated[str, Meta(pattern=r"^(1\.1|1\.2|1\.3|2\.1|2\.2|2\.3|3)$")] = "1.1"
    eligible: Cel | None = None
    otherwise: Text | None = None  # shown to whom is not eligible; required with `eligible`
    confidential: bool = False  # may ask that the name be hidden from the agency complained about


class Basis(StrEnum):
    """Lawful bases of the Personal Data Protection Act B.E. 2562."""

    CONSENT = "consent"  # s. 19
    RESEARCH = "research"  # s. 24(1)
    VITAL_INTEREST = "vital_interest"  # s. 24(2)
    CONTRACT = "contract"  # s. 24(3)
    PUBLIC_TASK = "public_task"  # s. 24(4)
    LEGITIMATE_INTEREST = "legitimate_interest"  # s. 24(5)
    LEGAL_DUTY = "legal_duty"  # s. 24(6)
    SENSITIVE_CONSENT = "sensitive_consent"  # s. 26
    SENSITIVE_LAW = "sensitive_law"  # s. 26(5)


class DataUse(Part, frozen=True):
    """Why the personal data is used, on what basis, and how many years after closing it is kept."""

    purpose: Text
    basis: Basis
    law: Law
    keep_years: Annotated[int, Meta(ge=1, le=100)]


class DataClass(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


# --- the form ----------------------------------------------------------------------------------------


class Page(Part, frozen=True):
    """One group of questions. `fields` are property names of the form's schema; `when` hides the page."""

    id: Name
    title: Text
    fields: Annotated[list[Name], Meta(min_length=1)]
    help: Text | None = None
    when: Cel | None = None


class Form(Part, frozen=True):
    """The form: pages, and a JSON Schema 2020-12 object whose properties carry the hints of `Question`."""

    pages: Annotated[list[Page], Meta(min_length=1)]
    schema: dict[str, Any]
    title: Text | None = None  # what cases are called in lists, before the answers with `title_of_case`


class Choice(Part, frozen=True):
    """One `oneOf` entry of a choice."""

    const: str | int
    label: Text


class Question(
    Part,
    frozen=True,
    rename={
        "max_length": "maxLength",
        "min_length": "minLength",
        "max_items": "maxItems",
        "min_items": "minItems",
        "one_of": "oneOf",
        "data_class": "class",
    },
):
    """A property of the form's schema: JSON Schema keywords with Prasan's hints beside them.

    type/format pairs: string (plain, or `multiline: true`), string + email | date | time | uri |
    thai-citizen-id | juristic-id | thai-phone | thai-place | account-number | agency (its code) | document,
    integer (plain or format satang: money asked in baht), number, boolean, object + thai-address, object with
    properties (in a repeat only), array of objects (a repeat), array of documents (uploads), array of
    const choices.
    """

    type: str
    label: Text
    format: str = ""
    help: Text | None = None
    data_class: DataClass = DataClass.PERSONAL
    multiline: bool = False
    one_of: list[Choice] = []
    const: bool | None = None  # of boolean, `true`: a box that must be ticked (a consent); `no` is no answer
    when: Cel | None = None  # the question is asked only when this holds; over `form` and `person`
    prefill: Annotated[str, Meta(pattern=r"^person\.[a-z_]+$")] | None = None
    title_of_case: bool = False  # this answer names the case in lists; several are joined in their order
    tell_parent: bool = False  # shown with the case that this one grew out of, to whom sees both
    past: bool = False  # of date: it has happened, so the day is today or before
    only_in: Annotated[str, Meta(pattern=r"^([0-9]{2}){1,3}$")] = (
        ""  # of a place or address: the code it lies in
    )
    place_of_case: bool = False  # this place is where the case belongs on the map
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    pattern: str | None = None
    accept: list[str] = []  # media types of uploads
    among: list[str] = []  # of agency: the kinds of agency to choose from; empty means all
    level: Annotated[int, Meta(ge=1, le=3)] = 3  # of thai-place: 1 province, 2 district, 3 sub-district
    items: dict[str, Any] | None = None
    properties: dict[str, Any] | None = None
    required: list[str] = []
    min_items: int | None = None
    max_items: int | None = None
    uniqueItems: bool = False


# --- the workflow ------------------------------------------------------------------------------------


class StateKind(StrEnum):
    OPEN = "open"  # the state's turn; clocks run
    WAITING = "waiting"  # the citizen's turn; clocks pause
    CLOSED = "closed"


class Outcome(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class State(Part, frozen=True):
    """A state of the case as people see it. Closed states say with which outcome."""

    label: Text
    kind: StateKind
    outcome: Outcome | None = None
    public: Text | None = None  # what the citizen reads comes next in this state


class Effect(Part, frozen=True):
    """Something a transition causes, by registered name; `with_` (YAML: with) are its arguments.

    Values that are strings starting with "=" are CEL over `form`, `case` and (with `each`) `item`.
    """

    effect: Name
    with_: dict[str, Any] = field(default={}, name="with")
    each: Cel | None = None  # a list expression: the effect happens once for each `item`
    when: Cel | None = None


class Rule(Part, frozen=True):
    """What must hold once the answers of a step are given; else the step is refused with `otherwise`."""

    holds: Cel
    otherwise: Text


class Transition(Part, frozen=True):
    """One row of the workflow table: who may do what in which state, and where that leads.

    Reserved verbs carry meaning: claim; ask (the citizen is asked, needs a question); incomplete (the one
    list of what is missing, Facilitation Act s. 8); answer (the citizen answers either); approve, refuse,
    settle (decide, with a reason; refuse carries appeal notice); withdraw; appeal; uphold, overturn
    (decide the appeal); reopen; lapse. Any other verb only moves the state.
    """

    do: Name
    from_: list[Name] = field(name="from")
    to: Name
    by: Annotated[list[str], Meta(min_length=1)]  # citizen, officer, supervisor, system
    label: Text | None = None  # the button; reserved verbs have their own
    when: Cel | None = None
    reason: bool = False  # a written reason is required
    fields: list[Name] = []  # answers the doer gives with this step: properties of the form, on a page or not
    rules: list[
        Rule
    ] = []  # of a row with fields: over `form` with those answers in it, `person`, `case`, `today`
    effects: list[Effect] = []
    tell: Text | None = None  # what the citizen is told


class Workflow(Part, frozen=True):
    """The transition table. A state belongs to it when a transition reaches it from `start`."""

    start: Name
    states: Annotated[dict[Name, State], Meta(min_length=2)]
    transitions: Annotated[list[Transition], Meta(min_length=1)]


class Escalation(Part, frozen=True):
    """Who is told when a deadline nears (`before`) or has passed (`after`). `to`: assignee, unit,
    supervisor, agency_head, citizen (a notice of delay). `repeat`: again after each further span."""

    to: str
    before: Span | None = None
    after: Span | None = None
    repeat: bool = False


class Deadline(Part, frozen=True):
    """A clock. It starts when the case opens, or when it enters a state of `starts`; it is met when the
    case enters a state of `met_in` (default: any closed state); it pauses in waiting states."""

    id: Name
    label: Text
    within: Span
    law: Law | None = None
    starts: list[Name] = []
    met_in: list[Name] = []
    pauses: bool = True
    when: Cel | None = None
    escalate: list[Escalation] = []
    copies: list[str] = []  # agencies whose systems hear of each notice of delay


class Route(Part, frozen=True):
    """To which unit a new case goes: the first route whose condition holds."""

    unit: str  # "agency-code/unit-code", or "=CEL" that gives one
    when: Cel | None = None


class Fee(Part, frozen=True):
    """A fee taken before the case is opened. `amount`: CEL giving satang, over `form`."""

    amount: Cel
    label: Text
    law: Law


class Appeal(Part, frozen=True):
    """Where and until when a refusal may be appealed (Administrative Procedure Act 2539 ss. 40, 44)."""

    to: Text
    within: Span
    law: Law


class Output(Part, frozen=True):
    """A document the service gives. `body` may name answers as {form.name} and facts as {case.number}."""

    id: Name
    title: Text
    body: Text


class Elsewhere(Part, frozen=True):
    """Where to go for a service that is not done here: a catalogue entry."""

    name: Text
    url: str = ""
    phone: str = ""


class Definition(Part, frozen=True):
    """A service. Without `form` and `workflow` it is a catalogue entry that says where to go."""

    service: Slug
    format: Annotated[int, Meta(ge=1, le=1)]
    agency: Slug
    mission: Annotated[str, Meta(pattern=r"^M([1-9]|1[0-5])$")]
    title: Text
    summary: Text
    manual: Manual
    keywords: Words
    life_events: list[Slug] = []
    channels: list[str] = []  # web, counter, phone; or system alone: see `inside`
    elsewhere: Elsewhere | None = None
    applicant: Applicant = Applicant()
    data: DataUse | None = None
    form: Form | None = None
    workflow: Workflow | None = None
    route: list[Route] = []
    deadlines: list[Deadline] = []
    fee: Fee | None = None
    appeal: Appeal | None = None
    outputs: list[Output] = []
    verified_on: str = ""  # the day the manual was last held against its sources, ISO 8601

    @property
    def inside(self) -> bool:
        """Whether only other cases open it: nobody applies for it and it is not in the catalogue."""
        return self.channels == [SYSTEM]

    def takes(self, channel: str) -> bool:
        """Whether people can apply this way; another system applies for them where they could on the web."""
        asked = Channel.WEB if channel == Channel.API else channel
        return self.form is not None and asked in self.channels


# A type's first use works out its fields, which is not safe in several threads at once: the process may crash.
# So it is done here, where the lock of the import keeps the others out.
for _whole in (Definition, Question):
    json.Decoder(_whole)
