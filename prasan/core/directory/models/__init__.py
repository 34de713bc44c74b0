from .agency import Agency, Unit
from .edition import Edition
from .holiday import Holiday
from .place import Place
from .setting import Setting

__all__ = ["Agency", "Edition", "Holiday", "Place", "Setting", "Unit"]
