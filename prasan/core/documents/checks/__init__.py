"""What a file must withstand before it is kept."""
