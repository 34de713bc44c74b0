"""The program as people see it: a real server, a real browser."""
