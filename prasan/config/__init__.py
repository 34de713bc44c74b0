"""Settings, urls, the server entry and the `prasan` command."""
