"""Pages: those of everybody, and the office of who consults."""
