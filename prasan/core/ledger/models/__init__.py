from .leaf import Leaf, Pending
from .record import Record, Subject
from .tree import Entry, Head, Node

__all__ = ["Entry", "Head", "Leaf", "Node", "Pending", "Record", "Subject"]
