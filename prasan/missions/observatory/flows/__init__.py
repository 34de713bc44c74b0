from .load_edition import load_edition
from .load_shipped import load_shipped

__all__ = ["load_edition", "load_shipped"]
