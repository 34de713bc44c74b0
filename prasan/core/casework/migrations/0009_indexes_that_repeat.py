"""Indexes that only repeat the beginning of another are dropped: each was written with every row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def key(model: str, field: str, to: str, repeats: str, **more: object) -> migrations.SeparateDatabaseAndState:
    """The foreign key without an index of its own. repeats: the name of that index."""
    return migrations.SeparateDatabaseAndState(
        [dropped(repeats, f"casework_{model}", f"{field}_id")],
        [migrations.AlterField(model, field, models.ForeignKey(db_index=False, to=to, **more))],
    )


def dropped(index: str, table: str, columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"DROP INDEX CONCURRENTLY IF EXISTS {index}",
        f"CREATE INDEX CONCURRENTLY {index} ON {table} ({columns})",
    )


ACCOUNT = settings.AUTH_USER_MODEL
KEPT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


def of_case(model: str, name: str, repeats: str) -> migrations.SeparateDatabaseAndState:
    cascade = django.db.models.deletion.CASCADE
    return key(model, "case", "casework.case", repeats, on_delete=cascade, related_name=name)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("casework", "0008_search_within_a_view"),
        ("directory", "0002_desk_and_books_of_the_scope"),
        migrations.swappable_dependency(ACCOUNT),
    ]

    operations = [
        key("case", "service", "casework.service", "casework_case_service_id_dff1e3c0", **KEPT),
        key("case", "agency", "directory.agency", "casework_case_agency_id_02413a55", **KEPT),
        key("case", "unit", "directory.unit", "casework_case_unit_id_4ccc6d40", **KEPT),
        key("case", "applicant", ACCOUNT, "casework_case_applicant_id_2e63bba3", null=True, **KEPT),
        key("case", "parent", "casework.case", "casework_case_parent_id_a45a861e", null=True,
            on_delete=django.db.models.deletion.PROTECT, related_name="children"),
        of_case("casereader", "readers", "casework_casereader_case_id_247d54ba"),
        of_case("caseevent", "events", "casework_caseevent_case_id_46aaa1c4"),
        of_case("casemessage", "messages", "casework_casemessage_case_id_f1e1feb6"),
        of_case("clock", "clocks", "casework_clock_case_id_386c3d09"),
        of_case("part", "parts", "casework_part_case_id_1574351d"),
        # Nobody asks for the beginning of a case number.
        dropped("casework_case_number_bdae377d_like", "casework_case", "number varchar_pattern_ops"),
    ]  # fmt: skip
