"""Take an edition of the survey from the UN's file; an edition that is there already is replaced as a whole."""

from __future__ import annotations

import hashlib

from django.db import transaction

from prasan.core.ledger import service as ledger

from ..models import LoadedEdition, Row
from ..reading import read_edition
from ..survey import Edition


def load_edition(content: bytes, source: str, *, by: str) -> Edition:
    """Load the file's edition; returns it. source: where the file is from; by: who loads it, for the ledger.

    Raises Faulty, with every mistake, before anything is changed. The same file again changes nothing.
    """
    edition = read_edition(content)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        held, _new = LoadedEdition.objects.select_for_update().get_or_create(
            year=edition.year, defaults={"digest": "", "source": source[:300]}
        )
        if held.digest == digest:
            return edition
        held.digest, held.source = digest, source[:300]
        held.save()
        held.rows.all().delete()
        Row.objects.bulk_create(
            Row(
                edition=held, iso3=s.iso3, rank=s.rank, index=s.index, osi=s.osi, tii=s.tii, hci=s.hci, epi=s.epi
            )
            for s in edition.standings.values()
        )  # fmt: skip
        ledger.record("admin", actor=by, agency="", unit="", action="load-edition", data=[str(edition.year)])
    return edition
