"""What is done with consultations, one use case a file."""
