"""A mission room as anyone might write it: it adds an effect and a service, and touches no core."""
