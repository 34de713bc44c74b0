"""Health: what a person asks of hospitals and of the health schemes."""
