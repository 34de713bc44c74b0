"""The read API of CKAN 2.10, by its documentation, for portals and clients that speak it."""
