"""Figures that rooms register, their daily history, and the rule that small counts are not published."""
