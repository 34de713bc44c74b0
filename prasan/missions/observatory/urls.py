"""Addresses of the observatory."""

from django.urls import path

from .features import pages as features
from .pages import editions, others, overview, states, whatif
from .scoreboard import pages as scoreboard

app_name = "observatory"
_EDITION = "observatory/editions/<int:year>"
urlpatterns = [
    path("observatory", overview.overview, name="overview"),
    path("observatory/editions", editions.all_editions, name="editions"),
    path("observatory/editions.csv", editions.all_editions_file, name="editions-file"),
    path(_EDITION, editions.edition, name="edition"),
    path(f"{_EDITION}.csv", editions.edition_file, name="edition-file"),
    path(f"{_EDITION}/recomputed", editions.recomputed, name="recomputed"),
    path(f"{_EDITION}/recomputed.csv", editions.recomputed_file, name="recomputed-file"),
    path(f"{_EDITION}/parts", others.parts, name="parts"),
    path(f"{_EDITION}/parts.csv", others.parts_file, name="parts-file"),
    path("observatory/states/<slug:iso3>", states.state, name="state"),
    path("observatory/states/<slug:iso3>.csv", states.state_file, name="state-file"),
    path("observatory/compare", states.compare, name="compare"),
    path("observatory/compare.csv", states.compare_file, name="compare-file"),
    path("observatory/what-if", whatif.what_if, name="what-if"),
    path("observatory/what-if.csv", whatif.what_if_file, name="what-if-file"),
    path("observatory/back-tests.csv", whatif.back_tests_file, name="back-tests-file"),
    path("observatory/scoreboard", scoreboard.scoreboard, name="scoreboard"),
    path("observatory/scoreboard.csv", scoreboard.scoreboard_file, name="scoreboard-file"),
    path("observatory/scoreboard/<slug:target>", scoreboard.target, name="target"),
    path("observatory/scoreboard/<slug:target>.csv", scoreboard.target_file, name="target-file"),
    path("observatory/features", features.portal, name="features"),
    path("observatory/features.csv", features.portal_file, name="features-file"),
    path("observatory/features/<slug:agency>", features.of_agency, name="agency-features"),
    path("observatory/features/<slug:agency>.csv", features.agency_file, name="agency-features-file"),
    path("observatory/features/<slug:agency>/evidence", features.give, name="give-evidence"),
    path(
        "observatory/features/<slug:agency>/evidence/<int:evidence>/remove",
        features.remove,
        name="remove-evidence",
    ),
    path("observatory/imd", others.imd, name="imd"),
    path("observatory/imd.csv", others.imd_file, name="imd-file"),
    path("observatory/imd-subfactors.csv", others.imd_factors_file, name="imd-factors-file"),
]
