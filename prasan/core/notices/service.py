"""The public face of notices."""

from .flows.send import Address, send

__all__ = ["Address", "send"]
