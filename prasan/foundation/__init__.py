"""Floor 1, no tables: text, time, ids, hashing, errors, scope: what every room may use."""
