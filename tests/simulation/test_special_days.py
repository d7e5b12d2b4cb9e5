"""A Tuesday without writing and a Friday without appointments are lived, and counted at the end."""

from datetime import date, timedelta

import pytest

from builders.cam_tu import UNIT
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.scoping import in_unit
from thanthien.programmes import queries
from thanthien.programmes.models import DossierProgramme
from thanthien.programmes.rules import Kind, WhyNot
from thanthien.simulation.demo import SEATS
from thanthien.simulation.history import simulate
from thanthien.simulation.rules import Pace

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 13)


@pytest.fixture(scope="module")
def week(lived_once):
    """A week of the demonstration office, on whose days everybody who comes meets what the unit set."""
    seats = {number: login for number, login, _ in SEATS}
    lived = simulate(unit=UNIT, start=MONDAY, end=FRIDAY, seed=3, pace=Pace(visitors_a_day=26.0), seats=seats)
    with in_unit(UNIT):
        yield lived


def test_both_days_were_lived_and_counted(week):
    with in_unit(UNIT):
        counts = queries.counts(unit=UNIT, since=MONDAY, until=FRIDAY)
    writing, at_once = counts[TUESDAY, Kind.NO_WRITING], counts[FRIDAY, Kind.SAME_DAY]
    assert writing.eligible > 10 and 0.6 < writing.share < 1
    assert at_once.eligible > 3 and at_once.share > 0.6
    held = {(TUESDAY, Kind.NO_WRITING), (FRIDAY, Kind.SAME_DAY)}
    assert {key for key in counts if key[1] in (Kind.NO_WRITING, Kind.SAME_DAY)} == held
    assert week.special[Kind.NO_WRITING] == writing and week.special[Kind.SAME_DAY] == at_once
    assert f"ngày không viết {writing.done}/{writing.eligible}" in str(week)
    assert f"ngày không hẹn {at_once.done}/{at_once.eligible}" in str(week)


def test_every_mark_is_of_a_dossier_of_that_day_and_fits_what_became_of_it(week):
    with in_unit(UNIT):
        for row in DossierProgramme.objects.filter(kind=Kind.SAME_DAY):
            of = Dossier.objects.get(pk=int(row.subject.partition(":")[2]))
            assert of.received_at.date() == row.day and of.field in ("chung_thuc", "ho_tich")
            if row.done:
                assert of.returned_at - of.received_at < timedelta(hours=5)
            if row.why_not == WhyNot.PAPERS:
                assert of.papers.filter(state="look").exists()


def test_the_day_has_its_own_signer(week):
    signers = set()
    with in_unit(UNIT):
        for row in DossierProgramme.objects.filter(kind=Kind.SAME_DAY, eligible=True):
            of = Dossier.objects.get(pk=int(row.subject.partition(":")[2]))
            signers |= set(of.steps.filter(role="leader").values_list("officer__login", flat=True))
    assert signers == {"quan.ph"}


def test_the_journal_proves_itself_and_names_nobody(week):
    assert verify() is None
    witnesses = set(DossierProgramme.objects.exclude(seen_by="").values_list("seen_by", flat=True))
    bodies = "".join(Entry.objects.filter(kind__startswith="programme").values_list("body", flat=True))
    assert not [name for name in witnesses if name in bodies]
