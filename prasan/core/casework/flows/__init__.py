"""The use cases of casework, one a file."""
