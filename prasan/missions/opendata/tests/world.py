"""Publishers and datasets for tests."""

from __future__ import annotations

import io
from typing import Any

from prasan.core.casework.tests.world import acting, citizen, officer
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.foundation import scope
from prasan.missions.opendata import service as opendata
from prasan.missions.opendata.models import Dataset
from prasan.missions.opendata.vocabulary import (
    Coverage,
    Frequency,
    Kind,
    Language,
    Licence,
    Objective,
    Theme,
)

SAID: dict[str, Any] = {
    "title_th": "น้ำท่วมรายจังหวัด", "title_en": "Floods by province", "notes_th": "ระดับน้ำและจำนวนบ้านเรือน",
    "notes_en": "Water levels and houses", "tags": ["น้ำท่วม", "flood"], "objectives": [Objective.SERVICE.value],
    "contact_name": "กองข้อมูล", "contact_email": "opendata@example.go.th", "frequency": Frequency.MONTH.value,
    "interval": 1, "coverage": Coverage.PROVINCE.value, "source": "สถานีวัดน้ำ", "licence": Licence.BY.value,
    "kind": Kind.STATISTICS.value, "languages": [Language.THAI.value], "theme": Theme.ENVI.value,
}  # fmt: skip
CSV = "province,day,level,houses\nเชียงราย,2026-10-01,1.5,10\nเชียงใหม่,2026-10-02,0.5,\nเชียงราย,2026-10-03,2.25,7\n"


def publisher(agency: str = "dga") -> identity.Account:
    """A service owner of the agency."""
    unit = directory.head_unit(directory.agency(agency))
    return officer(unit.address, "service_owner", username=f"publisher-{agency}")


def again(agency: str = "dga") -> identity.Account:
    """The publisher of the agency once more."""
    with scope.system("test"):
        return identity.Account.objects.get(username=f"publisher-{agency}")


def draft(slug: str = "floods", agency: str = "dga", csv: str | bytes = CSV, **said: Any) -> Dataset:
    """A draft with one table that waits; runs as whoever acts."""
    dataset = opendata.add_dataset(directory.agency(agency), slug, **{**SAID, **said})
    resource = opendata.add_resource(dataset, "levels", title_th="ระดับน้ำ", title_en="Levels")
    content = csv.encode() if isinstance(csv, str) else csv
    opendata.upload(resource, io.BytesIO(content), "levels.csv")
    return dataset


def published(slug: str = "floods", agency: str = "dga", csv: str | bytes = CSV, **said: Any) -> Dataset:
    """A public dataset with one table; runs as whoever acts."""
    return opendata.publish(draft(slug, agency, csv, **said))


__all__ = ["CSV", "SAID", "acting", "again", "citizen", "draft", "officer", "published", "publisher"]
