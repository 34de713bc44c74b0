from .edition import LoadedEdition, Row
from .evidence import Evidence, Looked

__all__ = ["Evidence", "LoadedEdition", "Looked", "Row"]
