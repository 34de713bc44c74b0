"""Floor 3: one room a mission; rooms here never import one another."""
