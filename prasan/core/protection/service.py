"""The public face of data protection."""

from .flows.person import Outcome, erase_person, export_person
from .flows.register_purpose import Use, end_purpose, register_purpose
from .law import BASES, CLASSES, DataClass, LawfulBasis
from .models import Purpose
from .queries import purpose, purposes
from .stores import Store, forget_store, register_store, stores

__all__ = [
    "BASES",
    "CLASSES",
    "DataClass",
    "LawfulBasis",
    "Outcome",
    "Purpose",
    "Store",
    "Use",
    "end_purpose",
    "erase_person",
    "export_person",
    "forget_store",
    "purpose",
    "purposes",
    "register_purpose",
    "register_store",
    "stores",
]
