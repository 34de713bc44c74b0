"""Casework by HTTP: the catalogue, applications, cases and their steps; thin over flows and queries."""
