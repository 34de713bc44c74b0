"""The service format: one YAML file that declares a whole service."""
