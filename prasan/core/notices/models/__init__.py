from .message import Message
from .received import Received

__all__ = ["Message", "Received"]
