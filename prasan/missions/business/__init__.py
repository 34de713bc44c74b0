"""Digital business: start-up grants, and where a business registers, pays and is licensed."""
