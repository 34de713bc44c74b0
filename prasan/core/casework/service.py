"""The public face of casework: what other rooms and pages may use."""

from .build import Opening
from .catalogue import (
    Entry,
    entries,
    entry,
    find,
    in_order,
    published_digests,
    register_services,
    shipped_files,
)
from .definitions import definition_of, questions_of, state_of
from .effects import EffectCall, effect
from .effects import registered as registered_effects
from .figures import count_minutes
from .flows.again import SaidAlready
from .flows.ask_payment import ask_payment, cancel_payment, paid_fee
from .flows.ask_unit import answer_part, ask_unit
from .flows.assign import assign
from .flows.claim import claim
from .flows.discard_draft import discard_draft
from .flows.drafts import draft_for, draft_names, save_page, start_draft
from .flows.escalate import escalate_due
from .flows.hand_over import hand_over
from .flows.make_demo_cases import make_demo_cases
from .flows.make_demo_stories import make_demo_stories
from .flows.move import move
from .flows.note import note
from .flows.open_case import open_case
from .flows.publish_service import Faulty, known_here, publish_service
from .flows.rate import rate
from .flows.reply import reply
from .flows.submit import check_draft, fee_of, level_missing, submit
from .flows.tell_delay import tell_delay
from .format.commands import check_command, preview_command, schema_command
from .format.file import CheckResult, check_file
from .format.known import Known
from .format.picture import picture
from .format.preview import preview
from .format.schema import format_schema
from .format.sections import section_said
from .format.verbs import button, say
from .lookups import answer_due, state_for_caller, state_for_holder
from .queries import (
    Filter,
    View,
    case_from_draft,
    counts,
    desk,
    drafts_begun,
    due_word,
    my_cases,
    my_drafts,
    news,
    parts_asked,
    waiting_for_callers,
    waiting_for_me,
    wanted_until,
)
from .whole import CaseView, Happening, case_view

__all__ = [
    "CaseView",
    "CheckResult",
    "EffectCall",
    "Entry",
    "Faulty",
    "Filter",
    "Happening",
    "Known",
    "Opening",
    "SaidAlready",
    "View",
    "answer_due",
    "answer_part",
    "ask_payment",
    "ask_unit",
    "assign",
    "button",
    "cancel_payment",
    "case_from_draft",
    "case_view",
    "check_command",
    "check_draft",
    "check_file",
    "claim",
    "count_minutes",
    "counts",
    "definition_of",
    "desk",
    "discard_draft",
    "draft_for",
    "draft_names",
    "drafts_begun",
    "due_word",
    "effect",
    "entries",
    "entry",
    "escalate_due",
    "fee_of",
    "find",
    "format_schema",
    "hand_over",
    "in_order",
    "known_here",
    "level_missing",
    "make_demo_cases",
    "make_demo_stories",
    "move",
    "my_cases",
    "my_drafts",
    "news",
    "note",
    "open_case",
    "paid_fee",
    "parts_asked",
    "picture",
    "preview",
    "preview_command",
    "publish_service",
    "published_digests",
    "questions_of",
    "rate",
    "register_services",
    "registered_effects",
    "reply",
    "save_page",
    "say",
    "schema_command",
    "section_said",
    "shipped_files",
    "start_draft",
    "state_for_caller",
    "state_for_holder",
    "state_of",
    "submit",
    "tell_delay",
    "waiting_for_callers",
    "waiting_for_me",
    "wanted_until",
]
