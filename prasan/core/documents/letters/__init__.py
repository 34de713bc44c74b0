"""Papers set in Thai type by typst."""
