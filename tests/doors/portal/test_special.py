"""The first page announces the special days of the coming week; an office without any says nothing."""

import pytest

from builders.dossiers import load_small_catalogue
from builders.programmes import programme_of
from thanthien.programmes import actions
from thanthien.programmes.rules import Half, Kind
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(office, client, time_machine):
    """Monday 23 November 2026, 08:30."""
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    return lambda address="/": client.get(address).content.decode()


def test_nothing_is_announced_when_nothing_is_set(site):
    assert 'data-test="special"' not in site()


def test_the_coming_days_stand_with_what_they_promise(site, office):
    programme_of(office, Kind.NO_WRITING, weekdays=frozenset({1, 2}), half=Half.MORNING)
    row = programme_of(office, Kind.SAME_DAY, weekdays=frozenset({4}))
    page = site()
    assert "thứ Tư 25/11, buổi sáng" in page and "24/11, buổi sáng" not in page, "the 24th is a day off"
    assert "Ngày không viết." in page and "nghe đọc lại rồi ký" in page
    assert page.index("Ngày không viết.") < page.index("Ngày không hẹn.") and "thứ Sáu 27/11" in page
    assert "Ngày không hẹn." in site(f"/xa/{office.unit}/")
    actions.withdraw_programme(programme=row, by=system(office.unit), at=office.at)
    assert "Ngày không hẹn." not in site()


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_nothing_more_however_many_there_are(site, office, client, how_many, django_assert_num_queries):
    site()
    for day in range(how_many):
        programme_of(office, Kind.SAME_DAY, weekdays=frozenset({day}))
    site()
    with django_assert_num_queries(5):
        client.get("/")
