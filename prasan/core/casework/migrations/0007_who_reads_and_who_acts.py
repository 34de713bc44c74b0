"""The database admits who works on a case, not everyone with a seat in its unit, and lets fewer change it.

Read by auditors, cashiers and administrators of the unit, and for ever by who once filed it for somebody else,
a case was also changed by everyone who could read it.
"""

from importlib import import_module

from django.db import migrations

ME = "(SELECT scope_person())"
DESK = "ANY((SELECT scope_desk())::bigint[])"
# Whose office has the case: who works on the cases of its unit, and who oversees its agency.
HAS = f"c.unit_id = {DESK} OR c.agency_id = ANY((SELECT scope_agencies())::bigint[])"
# Whose matter it is: the applicant's; without an account, that of who filed it as long as they are at a counter.
OWN = f"""c.applicant_id = {ME} OR (c.applicant_id IS NULL AND c.opened_by_id = {ME}
    AND (SELECT scope_has('counter') OR scope_has('operator')))"""
# Units that were given the case to read.
READS = f"EXISTS (SELECT 1 FROM casework_casereader r WHERE r.case_id = c.id AND r.unit_id = {DESK})"
VISIBLE = f"({HAS}) OR ({OWN}) OR {READS}"
# Who changes it: the office that has it, never in a matter of one's own. What applicants, counters and readers
# do in it is written by the program, after the rules have allowed it.
ACTS = f"({HAS}) AND c.applicant_id IS DISTINCT FROM {ME}"
# Who opens it: the applicant. The rows of the opening are written with it, and none after the first event.
OPENS = f"c.applicant_id = {ME} AND c.opened_by_id = {ME} AND c.revision = 1"
NOBODY = "false"


def of_case(condition: str) -> str:
    """For a table of a case's rows: the case can be read, and the condition holds of it."""
    return f"EXISTS (SELECT 1 FROM casework_case c WHERE c.id = case_id AND ({condition}))"


def reworded(text: str, old: str, new: str) -> str:
    """`text` with `new` for `old`, which must stand in it: a lock that stays as it was would go unnoticed."""
    if old not in text:
        raise ValueError(f"{old!r} does not stand in the text")
    return text.replace(old, new)


KNOWN = f"NOT c.confidential OR ({OWN}) OR received_by_id = {DESK}"
NOTES = f"NOT internal OR (c.applicant_id IS DISTINCT FROM {ME} AND (({HAS}) OR {READS}))"
# Table: who reads, inserts, updates. Nobody but the program deletes.
POLICIES = {
    "casework_case": tuple(reworded(text, "c.", "casework_case.") for text in (VISIBLE, OPENS, ACTS)),
    "casework_caseanswers": (of_case("true"), of_case(OPENS), of_case(ACTS)),
    "casework_caseapplicant": (of_case(KNOWN), of_case(OPENS), NOBODY),
    "casework_casereader": (f"unit_id = {DESK}", NOBODY, NOBODY),
    "casework_casewords": (NOBODY, of_case(OPENS), NOBODY),
    "casework_caseevent": (of_case("true"), of_case(f"({OPENS} AND seq = 1) OR ({ACTS})"), NOBODY),
    "casework_casemessage": (of_case(NOTES), of_case(ACTS), NOBODY),
    "casework_clock": (
        of_case("true"),
        of_case(f"({OPENS} AND started_at = c.opened_at) OR ({ACTS})"),
        of_case(ACTS),
    ),
    "casework_part": (of_case("true"), NOBODY, f"unit_id = {DESK}"),
    "casework_rating": (of_case("true"), NOBODY, NOBODY),
}

_locks = import_module("prasan.core.casework.migrations.0002_locks_and_functions")
_notes = import_module("prasan.core.casework.migrations.0004_narrower_locks")
_units = "ANY((SELECT scope_units())::bigint[])"
_before = dict.fromkeys(POLICIES, (_locks.OF_VISIBLE_CASE,) * 3) | {
    "casework_case": (_locks.VISIBLE.format(c="casework_case"),) * 3,
    "casework_caseapplicant": (
        of_case(f"NOT c.confidential OR c.applicant_id = {ME} OR c.opened_by_id = {ME} OR received_by_id = {_units}"),
    ) * 3,
    "casework_casereader": (f"unit_id = {_units}", NOBODY, NOBODY),
    "casework_casewords": (NOBODY, _locks.OF_VISIBLE_CASE, _locks.OF_VISIBLE_CASE),
    "casework_casemessage": (reworded(_notes.NOTES, "(SELECT scope_system()) OR ", ""),) * 3,
}  # fmt: skip


def altered(policies: dict[str, tuple[str, str, str]]) -> str:
    admitted = "(SELECT scope_system()) OR"
    return "\n".join(
        f"""
        ALTER POLICY {table}_read ON {table} USING ({admitted} ({read}));
        ALTER POLICY {table}_insert ON {table} WITH CHECK ({admitted} ({insert}));
        ALTER POLICY {table}_update ON {table} USING ({admitted} ({update}));
        """
        for table, (read, insert, update) in policies.items()
    )


BEFORE = reworded(_locks.SEARCH, "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
# The reviewed search asks the same of the scope as the policy.
SEARCH = reworded(BEFORE, _locks.VISIBLE.format(c="c"), VISIBLE)
SEARCH = reworded(SEARCH, "unnest(scope_units())", "unnest(scope_desk())")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_whole"),
        ("directory", "0002_desk_and_books_of_the_scope"),
    ]

    operations = [
        migrations.RunSQL(altered(POLICIES), altered(_before)),
        migrations.RunSQL(SEARCH, BEFORE),
    ]
