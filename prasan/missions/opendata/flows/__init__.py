"""What is done with datasets, one use case a file."""
