from .agency import Agency, Unit
from .holiday import Holiday
from .place import Place

__all__ = ["Agency", "Holiday", "Place", "Unit"]
