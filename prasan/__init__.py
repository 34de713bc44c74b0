"""Prasan (ประสาน): the platform on which a government works digitally."""

__version__ = "0.1.0"
