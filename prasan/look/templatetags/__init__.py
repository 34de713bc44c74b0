"""Template tags and filters every room may use without loading them."""
