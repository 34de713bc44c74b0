"""The use cases of notices, one a file."""
