"""The tamper-evident log of decisions and looks at personal data; takes opaque ids, knows nobody."""
