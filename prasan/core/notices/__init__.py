"""Letters to people by LINE, SMS, e-mail and in the portal; takes addresses, knows nobody."""
