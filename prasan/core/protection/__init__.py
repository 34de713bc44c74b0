"""Data protection: purposes, lawful bases, classes of data, and the stores that export and erase a person."""
