from .once import Once
from .outbox import Outbox
from .webhook import Delivery, Endpoint

__all__ = ["Delivery", "Endpoint", "Once", "Outbox"]
