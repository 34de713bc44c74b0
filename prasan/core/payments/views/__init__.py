"""Pages: the payer's, the finance office's, and the demonstration's bank."""
