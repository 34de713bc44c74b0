"""Open government: asking an agency for official information and for data to be published."""
