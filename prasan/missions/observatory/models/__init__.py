from .edition import LoadedEdition, Row

__all__ = ["LoadedEdition", "Row"]
