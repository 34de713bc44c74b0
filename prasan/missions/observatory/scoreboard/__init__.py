"""The strategy scoreboard: targets with their documents, and what operations tell of them."""
