"""The ledger's public face."""

from .actor import Actor
from .flows.erase import erase
from .flows.look import collecting, flush, looked, looked_at_list
from .flows.record import record
from .flows.sequence import sequence, sequence_all
from .flows.verify_log import Report, verify_log
from .keys import verifier
from .lookups import Found, on_check
from .queries import Line, entries_of, entries_of_agency, receipt
from .receipts import FalseReceipt, Verified, verify
from .words import sentence

__all__ = [
    "Actor",
    "FalseReceipt",
    "Found",
    "Line",
    "Report",
    "Verified",
    "collecting",
    "entries_of",
    "entries_of_agency",
    "erase",
    "flush",
    "looked",
    "looked_at_list",
    "on_check",
    "receipt",
    "record",
    "sentence",
    "sequence",
    "sequence_all",
    "verifier",
    "verify",
    "verify_log",
]
