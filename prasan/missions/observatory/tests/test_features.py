"""The checklist of the survey: what is looked at by machine, given by a person, missing, and what would move most."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prasan.core.casework.tests import world
from prasan.core.directory import service as directory
from prasan.core.identity import service as identity
from prasan.core.ledger import service as ledger
from prasan.foundation import scope
from prasan.foundation.scope import Seat
from prasan.missions.observatory import service as observatory
from prasan.missions.observatory.features.listed import Instrument, claims, features, of
from prasan.missions.observatory.features.standing import Status, standings, to_move
from prasan.missions.observatory.flows.evidence import ADDRESS, give_evidence
from prasan.missions.observatory.models import Evidence, Looked

AGENCY = "psc-1111"
FEATURE_TOLD = "Choose a feature."
ADDRESS_TOLD = "Give an address that begins with https://"


def test_the_survey_has_its_features_in_both_languages_and_its_weights_add_up() -> None:
    assert Counter(one.instrument for one in features().values()) == {
        Instrument.OSI: 182,
        Instrument.LOSI: 95,
    }
    assert all(one.th and one.en for one in features().values())
    assert sum(one.effect or 0 for one in of(Instrument.OSI)) == pytest.approx(1)
    assert sum(one.effect or 0 for one in of(Instrument.LOSI)) == pytest.approx(1)
    assert claims()


@given(st.text(max_size=30))
def test_nothing_but_https_and_paths_of_the_portal_is_evidence(text: str) -> None:
    assert not ADDRESS.fullmatch("javascript:" + text)
    assert not ADDRESS.fullmatch("http://" + text)
    assert not ADDRESS.fullmatch("//" + text)
    assert not ADDRESS.fullmatch("/\\" + text)
    assert ADDRESS.fullmatch("https://www.example.go.th/a?b=c#d")
    assert ADDRESS.fullmatch("/services/complaint")


@pytest.mark.django_db
def test_a_machine_looks_at_every_claim(settings: object) -> None:
    world.publish()
    found = {one.claim.feature: one for one in observatory.check_features()}
    assert found["OSI-008"].met and found["OSI-014"].met and found["OSI-003"].met and found["OSI-071"].met
    assert found["LOSI-271"].met  # the complaint is published and taken on the web
    assert found["OSI-040"].met is False  # this service is not published here
    assert found["OSI-022"].met is None  # a person says so
    assert found["OSI-074"].failed == ("tls",)  # the test's own address is not encrypted
    assert Looked.objects.count() == len(claims())
    observatory.check_features()
    assert Looked.objects.count() == len(claims())
    told = {one.feature.id: one for one in standings(None)}
    assert told["OSI-008"].status is Status.MET and told["OSI-022"].status is Status.CLAIMED
    assert told["OSI-074"].status is Status.FAILING and told["OSI-010"].status is Status.MISSING


@pytest.mark.django_db
def test_what_would_move_most_comes_first() -> None:
    moves = to_move(standings(None))
    effects = [one.feature.effect or 0 for one in moves]
    assert effects == sorted(effects, reverse=True)
    assert moves[0].feature.dimension == "Services provision" and moves[-1].feature.effect is None


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "path", ["features", f"features/{AGENCY}", "features/laem-ngop-sao", "features?q=ศูนย์"]
)
def test_every_page_is_there(client: Client, language: str, path: str) -> None:
    answer = client.get(f"{language}/observatory/{path}")
    assert answer.status_code == 200 and b"style=" not in answer.content
    assert b"e-address" not in answer.content  # a visitor gives no evidence


@pytest.mark.django_db
def test_a_city_is_asked_what_a_city_is_asked(client: Client) -> None:
    rows = _rows(client.get("/observatory/features/laem-ngop-sao.csv"))
    assert len(rows) == 95 and {row["instrument"] for row in rows} == {"LOSI"}
    assert len(_rows(client.get("/observatory/features.csv"))) == 182
    assert client.get("/observatory/features/nowhere").status_code == 404


@pytest.mark.django_db
def test_a_supervisor_gives_evidence_and_takes_it_back(client: Client) -> None:
    client.force_login(world.officer("psc-1111/intake", "supervisor"))
    page = f"/en/observatory/features/{AGENCY}"
    sent = {"feature": "OSI-034", "address": "https://www.example.go.th/ideas"}
    assert client.post(f"{page}/evidence", sent).status_code == 302
    shown = client.get(page).content.decode()
    assert "https://www.example.go.th/ideas" in shown and "claimed by a person of the agency" in shown
    with scope.system("test"):
        assert Evidence.objects.count() == 1
        actions = [line.action for line in ledger.entries_of_agency(AGENCY).items]
    assert "add-evidence" in actions
    given = Evidence.objects.get()
    assert client.post(f"{page}/evidence/{given.pk}/remove").status_code == 302
    assert not Evidence.objects.exists()
    assert client.post(f"{page}/evidence/{given.pk}/remove").status_code == 404


@pytest.mark.django_db
def test_the_ledger_names_the_seat_of_the_supervisor() -> None:
    with world.acting(world.officer("psc-1111/intake", "supervisor")) as who:
        (seat,) = who.seats
        code = directory.unit_by_id(seat.unit).code
        units = (directory.unit(address) for address in directory.unit_addresses())
        other = Seat(
            next(unit.pk for unit in units if unit.code != code), seat.agency, frozenset({"officer"})
        )
        with scope.activate(replace(who, seats=(other, seat))):
            give_evidence(directory.agency(AGENCY), "OSI-034", "/ideas")
    with scope.system("test"):
        line = ledger.entries_of_agency(AGENCY).items[0]
    assert (line.action, line.unit) == ("add-evidence", directory.unit_by_id(seat.unit).code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("feature", "address", "told"),
    [("OSI-034", "http://x.go.th", ADDRESS_TOLD), ("OSI-034", "//x.go.th", ADDRESS_TOLD),
     ("OSI-034", "javascript:x", ADDRESS_TOLD), ("OSI-034", "https://x.go.th/" + "a" * 500, ADDRESS_TOLD),
     ("OSI-034", "http\u017f://x.go.th", ADDRESS_TOLD), ("", "/services", FEATURE_TOLD),
     ("OSI-999", "/services", FEATURE_TOLD), ("LOSI-231", "/services", FEATURE_TOLD)],
)  # fmt: skip
def test_what_is_no_evidence_is_told(client: Client, feature: str, address: str, told: str) -> None:
    client.force_login(world.officer("psc-1111/intake", "supervisor"))
    answer = client.post(
        f"/en/observatory/features/{AGENCY}/evidence", {"feature": feature, "address": address}
    )
    assert answer.status_code == 422 and told in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_an_address_in_capitals_is_kept_as_the_database_asks(client: Client) -> None:
    client.force_login(world.officer("psc-1111/intake", "supervisor"))
    sent = {"feature": "OSI-034", "address": "HTTPS://www.Example.go.th/Ideas"}
    assert client.post(f"/en/observatory/features/{AGENCY}/evidence", sent).status_code == 302
    assert Evidence.objects.get().address == "https://www.Example.go.th/Ideas"


@pytest.mark.django_db
def test_an_address_with_a_null_is_no_evidence(client: Client) -> None:
    client.force_login(world.officer("psc-1111/intake", "supervisor"))
    sent = {"feature": "OSI-034", "address": "/a\x00b"}
    assert client.post(f"/en/observatory/features/{AGENCY}/evidence", sent).status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.django_db
def test_nobody_else_gives_evidence(client: Client) -> None:
    sent = {"feature": "OSI-034", "address": "/services"}
    address = f"/en/observatory/features/{AGENCY}/evidence"
    assert client.post(address, sent).status_code == 302  # to the sign-in
    client.force_login(world.officer("psc-1111/intake"))
    assert client.post(address, sent).status_code == 403
    client.force_login(world.officer("nt/repair", "supervisor"))
    assert client.post(address, sent).status_code == 403
    assert not Evidence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_evidence_of_other_agencies_out() -> None:
    officer = world.officer("nt/repair", "supervisor")
    agency = directory.agency(AGENCY)
    with scope.activate(identity.scope_of_account(officer)):
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            Evidence.objects.create(agency=agency, feature="OSI-034", address="/services", by=officer)
        with pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
            Looked.objects.create(feature="OSI-034", evidence="/", met=True, at="2026-11-24T00:00Z")


def _rows(answer: object) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))
