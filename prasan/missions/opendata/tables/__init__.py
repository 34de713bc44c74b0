"""Tables: read from what was uploaded, judged, kept as CSV and Parquet, asked with DuckDB."""
