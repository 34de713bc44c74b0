"""Outbox, webhooks and idempotency keys: what happened, told once to everyone who asked."""
