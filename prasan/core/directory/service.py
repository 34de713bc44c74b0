"""The directory's public face."""

from .flows.load_directory import load_directory
from .flows.save_agency import save_agency
from .flows.save_holiday import remove_holiday, save_holiday
from .flows.save_unit import save_unit
from .memory import forget
from .models import Agency, Holiday, Place, Unit
from .queries import (
    PlaceHit,
    agencies,
    agencies_at,
    agency,
    agency_by_id,
    agency_known,
    agency_name,
    calendar,
    english_names,
    find_agencies,
    head_unit,
    holidays,
    place,
    places,
    places_at,
    search_places,
    search_units,
    unit,
    unit_addresses,
    unit_by_id,
    units_of,
)
from .settings import save_settings, secret, secrets_set, setting

__all__ = [
    "Agency",
    "Holiday",
    "Place",
    "PlaceHit",
    "Unit",
    "agencies",
    "agencies_at",
    "agency",
    "agency_by_id",
    "agency_known",
    "agency_name",
    "calendar",
    "english_names",
    "find_agencies",
    "forget",
    "head_unit",
    "holidays",
    "load_directory",
    "place",
    "places",
    "places_at",
    "remove_holiday",
    "save_agency",
    "save_holiday",
    "save_settings",
    "save_unit",
    "search_places",
    "search_units",
    "secret",
    "secrets_set",
    "setting",
    "unit",
    "unit_addresses",
    "unit_by_id",
    "units_of",
]
