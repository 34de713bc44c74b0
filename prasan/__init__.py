"""Prasan (ประสาน): the platform on which a government works digitally."""
