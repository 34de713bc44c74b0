"""The pages of casework: thin; what may be done is decided in rules and flows."""
