"""Floor 1: base pages, components, form widgets and styles; knows no domain."""
