"""The public face of this room."""

from .checks.archives import check_archive
from .checks.sniff import DEFAULT as DEFAULT_TYPES
from .flows.produce import fill, produce
from .flows.remove import erase, left_over, remove, remove_left_over, sweep
from .flows.share import attach, share
from .flows.show import on_opening
from .flows.store import MOST_BYTES, store
from .models import DataClass, Document, Origin, State
from .queries import Opened, document, documents, open_document, preview
from .shelf import drop_public, keep_public, public_file, public_names
from .vault import probe

__all__ = [
    "DEFAULT_TYPES",
    "MOST_BYTES",
    "DataClass",
    "Document",
    "Opened",
    "Origin",
    "State",
    "attach",
    "check_archive",
    "document",
    "documents",
    "drop_public",
    "erase",
    "fill",
    "keep_public",
    "left_over",
    "on_opening",
    "open_document",
    "preview",
    "probe",
    "produce",
    "public_file",
    "public_names",
    "remove",
    "remove_left_over",
    "share",
    "store",
    "sweep",
]
