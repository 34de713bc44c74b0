"""Files that no version names are taken away: what a crash left behind, or a take-away that did not come through."""

from __future__ import annotations

from prasan.core.documents import service as documents
from prasan.foundation import scope
from prasan.foundation.locks import Kind, one_at_a_time

from ..models import Version


def alone_with_files() -> None:
    """Until our transaction ends nobody else keeps or takes away a file: two tables may have the same content."""
    one_at_a_time(Kind.PUBLIC_FILES, "opendata")


def sweep() -> int:
    """Take away the files of no version; how many. Raises Unavailable."""
    with scope.system("opendata-sweep"):
        alone_with_files()
        used = {name for version in Version.objects.iterator() for name in version.files}
        left = documents.public_names() - used
        for name in left:
            documents.drop_public(name)
    return len(left)
