"""Public internet for the villages: faults of hotspots and requests for new ones."""
