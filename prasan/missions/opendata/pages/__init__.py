"""Pages of open data: the public catalogue, and the office of who publishes."""
