"""Floor 2: the engines every mission stands on, in a fixed order."""
