"""The program publishes what it makes itself; what has not changed is left as it is."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from prasan.core.directory import service as directory
from prasan.foundation import scope
from prasan.foundation.errors import Conflict, PrasanError

from ..models import Dataset, Resource, State
from ..shipped import Made, operations, reference, registered
from ..tables.mistakes import BadTable
from ..tables.reading import written
from .hold import hold
from .publish import publish
from .save_dataset import add_dataset, add_resource, change_dataset, tell_columns
from .upload import keep

log = logging.getLogger(__name__)
TABLE = "table"  # name of the one table that is the program's in a dataset
_NOBODY = "opendata@example.go.th"  # what was written before agencies had an address here


def publish_own() -> int:
    """Bring every dataset of the program's own up to date; how many got a new version. Safe to repeat."""
    return _all([*reference(), *operations(), *registered()])


def publish_operations() -> int:
    """As `publish_own`, of the operations alone."""
    return _all(operations())


def _all(wanted: Iterable[Made]) -> int:
    done = 0
    for made in wanted:
        # A transaction for each: one that is refused keeps no other back, and nobody who uploads waits for all of
        # them. So the dataset is always held before the lock of the files is taken, as an upload does.
        try:
            with scope.system("opendata"):
                done += _bring(made)
        except BadTable as error:  # such as a service whose title reads like a formula
            told = "; ".join(f"line {fault.line}: {fault.reason}" for fault in error.faults)
            log.error("The dataset %s is not brought up to date: %s", made.name, told)
        except PrasanError as error:  # such as one whose agency took a statement of it away
            log.error("The dataset %s is not brought up to date: %s", made.name, error.code)
    return done


def _bring(made: Made) -> bool:
    rows = made.rows()
    if not rows:
        return False
    dataset = Dataset.objects.filter(figures=made.name).select_related("agency").first()
    if dataset is None:
        if Dataset.objects.filter(slug=made.name).exists():
            return False  # an agency has taken the name; what is its own is left alone
        dataset = _new(made)
    elif (dataset := hold(dataset.pk)).state == State.WITHDRAWN:
        return False  # somebody decided that it shall not be public
    else:
        _mend_contact(dataset)
    resource = dataset.resources.get(slug=TABLE)  # others in it are the agency's
    with written(list(made.columns), rows, made.codes) as table:
        try:
            keep(resource, table)
        except Conflict:
            return False
    publish(dataset, only=resource)
    return True


def _mend_contact(dataset: Dataset) -> None:
    """Whom to ask is the agency, as the directory has it; what somebody wrote in its place stays."""
    agency = dataset.agency
    if dataset.contact_email in ("", _NOBODY) and (dataset.contact_name, dataset.contact_email) != (
        agency.name_th, agency.email,
    ):  # fmt: skip
        change_dataset(dataset, contact_name=agency.name_th, contact_email=agency.email)


def _new(made: Made) -> Dataset:
    agency = directory.agency(made.agency)
    dataset = add_dataset(
        agency, made.name, figures=made.name, title_th=made.title[0],
        title_en=made.title[1], notes_th=made.notes[0], notes_en=made.notes[1], tags=made.tags,
        objectives=made.objectives, contact_name=agency.name_th, contact_email=agency.email,
        frequency=made.frequency, coverage=made.coverage, source=made.source, licence=made.licence,
        kind=made.kind, languages=made.languages, theme=made.theme,
    )  # fmt: skip
    resource: Resource = add_resource(dataset, TABLE, title_th=made.title[0], title_en=made.title[1])
    tell_columns(resource, {name: {"th": th, "en": en} for name, (th, en) in made.columns.items()})
    return dataset
