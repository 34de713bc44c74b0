from .purpose import Purpose

__all__ = ["Purpose"]
