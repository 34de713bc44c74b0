"""Accounts, memberships, roles and sign-in; the scope every request runs under."""
