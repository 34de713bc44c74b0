"""How the country stands in the world's surveys of digital government, and what it would take to stand higher."""
