from .entry import Entry, Stamp

__all__ = ["Entry", "Stamp"]
