"""A mission room as anyone might write it: it adds an effect, a service and a measure, and touches no core."""
