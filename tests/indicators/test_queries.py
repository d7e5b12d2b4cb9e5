"""Figures on screens: read from tallies and equal to what is in the tables."""

from datetime import date, datetime, timedelta

import pytest

from builders.dossiers import BIRTH, SINGLE, add_officers, load_small_catalogue, ready, received
from builders.figures import day_figures
from thanthien.indicators import queries
from thanthien.journal import followers
from thanthien.journal.actions import act
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


def moment(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def house(office):
    """Four dossiers, seen on Monday the 30th: one early, one on time today, one overdue since Friday, one due today."""
    load_small_catalogue()
    others = add_officers(office)
    early = received(office, SINGLE, at=moment(23, 9))
    received(office, SINGLE, at=moment(23, 10))
    ready(office, early, at=moment(25, 15), others=others)
    on_time = received(office, BIRTH, at=moment(30, 8))
    ready(office, on_time, at=moment(30, 10), others=others)
    received(office, BIRTH, at=moment(30, 9))
    followers.catch_up_all()
    return office


def test_the_hall_strip_counts_today_and_everything_overdue(house):
    strip = queries.hall_strip(unit=house.unit, at=moment(30, 11))
    assert (strip.received, strip.early, strip.on_time, strip.due_today, strip.late) == (2, 0, 1, 1, 1)
    assert queries.hall_strip(unit=house.unit, at=moment(25, 16)).early == 1


def test_an_overdue_dossier_stays_in_the_strip_however_old(house):
    assert queries.hall_strip(unit=house.unit, at=moment(30, 11) + timedelta(days=400)).late == 2


@pytest.mark.parametrize("seen", [moment(27, 9, 59), moment(27, 10, 1), moment(30, 11), moment(30, 23)])
def test_the_strip_agrees_with_the_dossiers_themselves(house, seen):
    strip, table = queries.hall_strip(unit=house.unit, at=seen), day_figures(unit=house.unit, at=seen)
    assert (strip.due_today, strip.late) == (table.due_today, table.late)
    assert strip.late == (seen > moment(27, 10)) + (seen > moment(30, 17, 30))
    if seen.day == 30:
        assert (strip.received, strip.early, strip.on_time) == (table.received, table.early, table.on_time)


def test_the_strip_costs_three_queries_however_many_dossiers(house, django_assert_num_queries):
    for _ in range(3):
        received(house, SINGLE, at=moment(30, 10))
    with django_assert_num_queries(3):
        queries.hall_strip(unit=house.unit, at=moment(30, 11))


def test_promises_are_a_full_count_with_its_share(house):
    kept = queries.promises(unit=house.unit, since=date(2026, 11, 1), until=date(2026, 11, 30))
    assert (kept.early, kept.on_time, kept.late, kept.count_text, kept.text) == (1, 1, 0, "2 trên 2 hồ sơ", "100\u00a0%")
    assert queries.promises(unit=house.unit, since=date(2026, 11, 30), until=date(2026, 11, 30), field="ho_tich").finished == 1
    assert queries.promises(unit=house.unit, since=MONDAY, until=MONDAY, officer="nobody").text == "–"


def test_the_figures_of_the_articles_come_out_of_the_fold():
    """Trường Long A: 2,695 = 2,530 early + 165 on time."""
    with act(unit="15148", by=system("15148"), at=moment(6, 10)) as deed:
        for number in range(2695):
            verdict = "early" if number < 2530 else "on_time"
            data = {"verdict": verdict, "verdict_first": verdict, "field": "ho_tich", "officer": "ha"}
            deed.enter("dossier.finished", subject=f"dossier:{number}", data=data)
    followers.catch_up_all()
    found = queries.promises(unit="15148", since=date(2026, 1, 1), until=date(2026, 11, 6))
    assert (found.early, found.on_time, found.late, found.finished) == (2530, 165, 0, 2695)


def write(unit, at, kind, **data):
    with act(unit=unit, by=system(unit), at=at) as deed:
        deed.enter(kind, subject=f"ticket:{at.timestamp()}", visit=f"{at.timestamp()}", data=data)


def test_waiting_is_told_by_the_one_in_the_middle():
    for minutes in (1, 2, 3, 4, 30):
        data = {"label": "A001", "counter": 1, "officer": "lan", "calls": 1, "service": "A" if minutes < 30 else "D"}
        write("15148", moment(23, 8, minutes), "ticket.called", **data, waited_s=60 * minutes)
    followers.catch_up_all()
    all_of_them = queries.waiting(unit="15148", since=MONDAY, until=MONDAY)
    assert (all_of_them.called, all_of_them.mean, all_of_them.longest) == (5, 8.0, 30.0)
    assert 2 < all_of_them.median <= 3
    assert all_of_them.middle_half[0] < all_of_them.median < all_of_them.middle_half[1] < 5
    only_a = queries.waiting(unit="15148", since=MONDAY, until=MONDAY, service="A")
    assert (only_a.called, only_a.mean, only_a.longest) == (4, 2.5, None)
    nobody = queries.waiting(unit="15148", since=WEDNESDAY, until=WEDNESDAY)
    assert (nobody.called, nobody.mean, nobody.median, nobody.middle_half, nobody.longest) == (0, None, None, None, None)


def test_figures_of_one_officer_are_theirs_alone():
    for number, officer in enumerate(("lan", "lan", "dinh")):
        at = moment(23, 9, number)
        write("15148", at, "ticket.done", label="A001", counter=1, officer=officer, service="A", served_s=120 * (number + 1))
        rated = {"attitude": 5 - number, "work": 4, "officer": officer, "day": "2026-11-23", "channel": "phone"}
        write("15148", at, "rating.given", **rated, reasons=[], set_aside="")
    followers.catch_up_all()
    lan = queries.figures(unit="15148", since=MONDAY, until=MONDAY, officer="lan")
    assert (lan.served, lan.visits, lan.serving_minutes, lan.rated) == (2, 2, 3.0, 2)
    assert (lan.attitude.part, lan.attitude.n, lan.attitude.asked) == (2, 2, 2)
    whole = queries.figures(unit="15148", since=MONDAY, until=MONDAY)
    assert (whole.served, whole.attitude.part, whole.attitude.n) == (3, 2, 3)


def test_a_series_has_every_day_and_a_breakdown_its_parts():
    for day in (23, 25):
        write("15148", moment(day, 9), "ticket.taken", service="A", channel="kiosk", priority="")
    write("15148", moment(25, 10), "ticket.taken", service="C", channel="guide", priority="")
    followers.catch_up_all()
    days = queries.series(unit="15148", key="ticket.taken", since=MONDAY, until=WEDNESDAY)
    assert days == [(MONDAY, 1), (date(2026, 11, 24), 0), (WEDNESDAY, 2)]
    by = {"unit": "15148", "key": "ticket.taken", "since": MONDAY, "until": WEDNESDAY}
    assert queries.breakdown(**by, by="service") == {"A": 2, "C": 1}
    assert queries.breakdown(**by, by="channel") == {"kiosk": 2, "guide": 1}
    assert queries.breakdown(**by, by="officer") == {}
