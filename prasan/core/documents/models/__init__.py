from .document import DataClass, Document, Origin, State
from .reader import Reader

__all__ = ["DataClass", "Document", "Origin", "Reader", "State"]
