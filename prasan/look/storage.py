"""How static files are named and served."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names carry a hash of the content, in scripts that import one another too.

    A file that was not collected keeps its plain name: a missing picture must not take the page down.
    """

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name of `name`, or `name` where there is none."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
