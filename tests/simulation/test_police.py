"""The police of the demonstration: a unit of its own, once, with days of its own; the commune's days stay as they are."""

from datetime import date, datetime, timedelta

import pytest

from builders.cam_tu import OPENED
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.models import Officer, Unit
from thanthien.people.rules import UnitKind
from thanthien.people.scoping import everywhere, in_unit
from thanthien.procedures.models import Procedure
from thanthien.receptions.models import ReceptionLine
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import police
from thanthien.simulation.history import place_name, simulate

DAY = date(2026, 10, 5)


@pytest.fixture
def unit(cam_tu) -> Unit:
    return police.build_police(at=OPENED)


def test_it_is_built_once_under_the_commune(cam_tu, unit):
    assert (unit.kind, unit.parent_id, unit.name) == (UnitKind.POLICE, cam_tu, "Công an xã Cẩm Tú")
    before = Entry.objects.count()
    assert police.build_police(at=OPENED + timedelta(days=1)) == unit and Entry.objects.count() == before
    ranks = dict(Officer.objects.exclude(rank="").values_list("login", "rank"))
    assert ranks["viet.lq"] == "major" and ranks["son.hv"] == "lieutenant_colonel" and len(ranks) == 6
    assert verify() is None


def test_a_day_is_lived_there_and_nothing_of_it_in_the_commune(cam_tu, unit):
    before = Entry.objects.filter(unit=cam_tu).count()
    seats = {number: login for number, login, _ in police.SEATS}
    lived = simulate(unit=unit.pk, start=DAY, end=DAY, seed=7, pace=police.PACE, seats=seats)
    assert lived.tickets and lived.dossiers
    assert Entry.objects.filter(unit=cam_tu).count() == before
    with in_unit(unit.pk):
        codes = set(Dossier.objects.values_list("procedure__field", flat=True))
        assert codes <= set(police.FIELDS) and Dossier.objects.count() == lived.dossiers
        assert all(code.startswith("MAU.151.48C.01-") for code in Dossier.objects.values_list("code", flat=True))
    assert Procedure.objects.filter(field__in=police.FIELDS).exists()
    assert place_name(unit.pk) == "xã Cẩm Tú"


def test_the_book_has_lines_of_the_last_weeks_once(cam_tu, unit):
    at = datetime(2026, 11, 2, 9, tzinfo=VIETNAM)
    assert police.write_book(at=at) == 7 and police.write_book(at=at) == 0
    with everywhere():
        rows = list(ReceptionLine.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7] and {row.unit_id for row in rows} == {unit.pk}
    assert sum(row.is_open for row in rows) == 3 and any(row.is_secret for row in rows)
    assert verify() is None


def test_before_it_is_built_there_is_no_book(cam_tu):
    assert police.write_book(at=OPENED) == 0
