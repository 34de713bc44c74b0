"""Files: what people upload and the state produces; checked, sealed at rest, seen by whom may see them."""
