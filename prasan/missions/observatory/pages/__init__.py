"""The pages of the observatory."""
