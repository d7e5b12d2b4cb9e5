"""What people took back: before an officer answered and in work, counted apart, the same from zero, never twice."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, add_officers, all_marked, load_small_catalogue, received
from builders.incoming import filed
from thanthien.dossiers import actions as dossiers
from thanthien.exchange import incoming, incoming_wishes
from thanthien.exchange.models import Incoming
from thanthien.indicators import evidence, fold
from thanthien.indicators.models import DailyTally
from thanthien.indicators.queries import breakdown
from thanthien.indicators.withdrawn import Withdrawn, withdrawn
from thanthien.journal.followers import catch_up
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
LEFT = {"TrangThaiHoSo": "7"}


@pytest.fixture
def hall(office):
    load_small_catalogue()
    office.others = add_officers(office)
    return office


def take(hall, *rows):
    return incoming.take_in(unit=hall.unit, rows=rows, source="file", by=hall.actor(hall.hanh), at=hall.at)


def figures(hall, *, back: int = 0) -> Withdrawn:
    catch_up(name=fold.NAME, unit=hall.unit)
    day = day_of(hall.at) - timedelta(days=back)
    return withdrawn(unit=hall.unit, first=day, last=day)


def tallies(unit: str) -> list[tuple]:
    rows = DailyTally.objects.filter(unit=unit).exclude(value=0)
    return sorted(rows.values_list("day", "key", "part", "value"))


def test_nothing_handed_in_nothing_taken_back(hall):
    received(hall, CIVIL)
    assert figures(hall) == Withdrawn(0, 0, 0) and figures(hall).all == 0


def test_before_the_answer_it_counts_once_with_its_field_and_procedure(hall):
    take(hall, filed(1), filed(2), filed(3))
    take(hall, filed(1, **LEFT), filed(1, **LEFT))
    take(hall, filed(1, GhiChu="lần nữa", **LEFT))
    assert figures(hall) == Withdrawn(online=3, early=1, later=0) and verify() is None
    row = Incoming.objects.get(key=filed(1)["MaHoSo"]).dossier
    told = {"unit": hall.unit, "key": "dossier.taken_back", "since": day_of(hall.at), "until": day_of(hall.at)}
    assert breakdown(by="field", **told) == {row.field: 1} and breakdown(by="channel", **told) == {"online": 1}
    assert breakdown(by="procedure", **told) == {row.procedure.code: 1}


def test_accepted_ones_and_those_of_the_counter_count_as_taken_back_in_work(hall):
    by = hall.actor(hall.hanh)
    take(hall, filed(1), filed(2))
    record = Incoming.objects.get(key=filed(1)["MaHoSo"])
    incoming.accept(record=record, papers=all_marked(record.dossier.procedure), by=by, at=hall.at)
    take(hall, filed(1, **LEFT))
    assert figures(hall) == Withdrawn(2, 0, 0), "a wish is no withdrawal yet"
    incoming_wishes.withdraw(record=Incoming.objects.get(key=filed(1)["MaHoSo"]), by=by, at=hall.at)
    dossiers.withdraw(dossier=received(hall, CIVIL), reason="Đổi ý", by=by, at=hall.at)
    take(hall, filed(2, **LEFT))
    assert figures(hall) == Withdrawn(online=2, early=1, later=2) and figures(hall).all == 3
    assert figures(hall, back=1) == Withdrawn(0, 0, 0)


def test_one_that_is_not_here_or_comes_too_late_counts_nothing(hall):
    assert take(hall, filed(7, **LEFT)).aside == 1
    assert figures(hall) == Withdrawn(0, 0, 0)


def test_from_zero_the_figures_and_the_list_behind_them_are_the_same(hall):
    take(hall, filed(1), filed(2))
    take(hall, filed(1, **LEFT))
    dossiers.withdraw(dossier=received(hall, CIVIL), reason="Đổi ý", by=hall.actor(hall.hanh), at=hall.at)
    figures(hall)
    before = tallies(hall.unit)
    fold.rebuild(unit=hall.unit)
    assert tallies(hall.unit) == before and ("dossier.taken_back", "", 1) in {row[1:] for row in before}
    kinds, day = (evidence.TAKEN_BACK, evidence.WITHDRAWN), day_of(hall.at)
    listed = evidence.counted(unit=hall.unit, kinds=kinds, keys=kinds, parts={""}, since=day, until=day)
    assert sum(one.value for one in listed) == figures(hall).all == 2


def test_it_costs_one_query(hall, django_assert_num_queries):
    take(hall, filed(1), filed(2))
    figures(hall)
    with django_assert_num_queries(1):
        withdrawn(unit=hall.unit, first=day_of(hall.at) - timedelta(days=365), last=day_of(hall.at))
