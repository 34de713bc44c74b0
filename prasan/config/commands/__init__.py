"""The commands of `prasan`, one a file."""
