"""Load the editions that come with the program, each once; one that was loaded since is left alone."""

from __future__ import annotations

from ..editions import SOURCE, shipped_files
from ..models import LoadedEdition
from .load_edition import load_edition


def load_shipped() -> int:
    """Load what is not there yet; returns how many editions that were."""
    held = set(LoadedEdition.objects.values_list("year", flat=True))
    files = [path for path in shipped_files() if int(path.stem) not in held]
    for path in files:
        load_edition(path.read_bytes(), SOURCE, by="installation")
    return len(files)
