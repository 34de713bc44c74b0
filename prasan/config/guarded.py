"""The tables that need no row-level security, each with the reason. Every other table must have it."""

from __future__ import annotations

OPEN_TABLES = {
    "auth_group": "the framework's; not used",
    "auth_group_permissions": "the framework's; not used",
    "auth_permission": "the framework's names of permissions",
    "django_content_type": "the framework's names of models",
    "django_migrations": "which migrations were applied",
    "django_session": "reached by the hash of an unguessable key, before anyone is known; its content is signed",
    "identity_cache": "what is counted and used once while signing in, before anyone is known",
    "procrastinate_events": "times of background tasks",
    "procrastinate_jobs": "names of background tasks and ids they work on",
    "procrastinate_periodic_defers": "times of background tasks",
    "procrastinate_workers": "heartbeats of workers",
    "search_entry": "words of public texts",
    "search_stamp": "how fresh the words of public texts are",
}
