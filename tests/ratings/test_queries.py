"""What leaders, the public and the officer themselves are shown."""

from datetime import date, timedelta

import pytest

from builders.dossiers import load_small_catalogue, received
from thanthien.procedures.models import Procedure
from thanthien.ratings.queries import by_officer, may_ask, own_months, rating_of, summary

pytestmark = pytest.mark.django_db


def opinions(hall, seat, levels, **more):
    for attitude, work in levels:
        hall.rate(hall.serve(seat), attitude=attitude, work=work, **more)


def test_a_summary_counts_answers_apart_and_sets_them_against_the_visits(hall):
    opinions(hall, 1, [(5, 5), (4, 3), (3, None), (None, 4), (2, 1)], reasons=[])
    for _ in range(5):
        hall.serve(2)
    today = hall.office.at.date()
    found = summary(unit=hall.unit, since=today, until=today)
    assert (found.visits, found.rated, found.set_aside) == (10, 5, 0)
    assert (found.attitude.part, found.attitude.n, found.attitude.asked) == (2, 4, 10)
    assert (found.work.part, found.work.n) == (2, 4)
    assert found.levels == {"attitude": {5: 1, 4: 1, 3: 1, 2: 1}, "work": {5: 1, 3: 1, 4: 1, 1: 1}}


def test_two_matters_of_one_visit_are_one_visit_that_could_be_rated(hall):
    first = hall.serve(1)
    hall.serve(2, visit=first.visit)
    today = hall.office.at.date()
    assert summary(unit=hall.unit, since=today, until=today).visits == 1
    each = by_officer(unit=hall.unit, since=today, until=today)
    assert {login: one.visits for login, one in each.items()} == {"dinh": 1, "hanh": 1}


def test_ratings_set_aside_are_counted_beside_and_change_no_share(hall):
    opinions(hall, 1, [(1, 1)] * 5)
    opinions(hall, 1, [(5, 5)] * 4, seconds=0)
    today = hall.office.at.date()
    found = summary(unit=hall.unit, since=today, until=today)
    assert (found.rated, found.set_aside, found.attitude.text) == (5, 4, "0\u00a0%")


def test_a_rating_belongs_to_the_day_of_the_service(hall):
    ticket = hall.serve()
    hall.rate(ticket, at=hall.at + timedelta(days=8))
    day = hall.office.at.date()
    assert summary(unit=hall.unit, since=day, until=day).rated == 1
    assert summary(unit=hall.unit, since=day + timedelta(days=1), until=day + timedelta(days=30)).rated == 0


def test_a_neighbour_sees_nothing_of_ours(hall):
    opinions(hall, 1, [(5, 5)])
    day = hall.office.at.date()
    assert summary(unit="15151", since=day, until=day).visits == 0


def test_reasons_are_shown_when_five_people_named_them(hall):
    opinions(hall, 1, [(5, 5)] * 5, reasons=["warm"])
    opinions(hall, 1, [(5, 5)] * 4, reasons=["fast"])
    day = hall.office.at.date()
    found = summary(unit=hall.unit, since=day, until=day)
    assert [(reason.code, n) for reason, n in found.reasons] == [("warm", 5)]


@pytest.mark.parametrize("seats", [(1,), (1, 2)])
def test_every_officer_in_two_queries(hall, seats, django_assert_num_queries):
    for seat in seats:
        opinions(hall, seat, [(5, 5), (1, 1)])
    day = hall.office.at.date()
    with django_assert_num_queries(2):
        each = by_officer(unit=hall.unit, since=day, until=day)
    assert list(each) == sorted(["hanh", "dinh"][: len(seats)])
    assert all(one.rated == 2 for one in each.values())


def test_an_officer_sees_whole_past_months_only(hall):
    opinions(hall, 1, [(5, 5)] * 6)
    assert [one.rated for one in own_months(unit=hall.unit, officer="hanh", today=date(2026, 11, 30), months=1)] == [0]
    november, october = own_months(unit=hall.unit, officer="hanh", today=date(2026, 12, 1), months=2)
    assert (november.since, november.until) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (november.attitude.part, november.attitude.n) == (6, 6)
    assert (october.since, october.rated) == (date(2026, 10, 1), 0)


def test_four_slips_of_a_month_tell_the_officer_nothing(hall):
    opinions(hall, 1, [(1, 1)] * 4, reasons=["cold"])
    (november,) = own_months(unit=hall.unit, officer="hanh", today=date(2026, 12, 1), months=1)
    assert (november.attitude.part, november.work.part) == (0, 0)
    assert (november.levels, november.reasons, november.attitude.value) == ({}, [], None)


def test_the_rating_of_a_visit_is_there_or_not(hall):
    ticket = hall.serve()
    assert rating_of(visit=ticket.visit) is None
    given = hall.rate(ticket)
    assert rating_of(visit=ticket.visit) == given


def test_nobody_is_asked_twice_and_nobody_after_a_death(hall):
    load_small_catalogue()
    plain, mourning = hall.serve(), hall.serve()
    received(hall.office, "1.001193", visit=plain.visit)
    assert may_ask(visit=plain.visit)
    Procedure.objects.filter(code="1.004873").update(life_event="mất")
    received(hall.office, "1.004873", visit=mourning.visit)
    assert not may_ask(visit=mourning.visit)
    assert hall.rate(mourning).set_aside == "", "by the code on the slip, if they wish"
    hall.rate(plain)
    assert not may_ask(visit=plain.visit)
