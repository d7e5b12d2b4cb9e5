"""Visits: noted in memory, written in batches, right across processes, days and failures; nothing personal is kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from thanthien.posting import counting, queries
from thanthien.posting.models import Lately, VisitDay

pytestmark = pytest.mark.django_db
PHONE, LAPTOP = "Mozilla/5.0 (Android)", "Mozilla/5.0 (Windows)"
MINUTE = timedelta(minutes=1)


def read(office, at, *, address="113.160.1.1", browser=PHONE, unit=None):
    counting.note(unit=unit or office.unit, address=address, browser=browser, at=at)


def test_noting_costs_no_query(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        read(office, office.at)


def test_ten_pages_of_one_reader_are_one_visit(office):
    for n in range(10):
        read(office, office.at + n * MINUTE)
    assert counting.flush(at=office.at + 10 * MINUTE) == 10
    row = VisitDay.objects.get()
    assert (row.views, row.visits) == (10, 1)


def test_a_reader_seen_in_two_batches_is_still_one_visit(office):
    for n in (0, 5, 29):
        read(office, office.at + n * MINUTE)
        counting.flush(at=office.at + n * MINUTE)
    assert VisitDay.objects.get().visits == 1


def test_after_half_an_hour_it_is_another_visit(office):
    read(office, office.at)
    counting.flush(at=office.at)
    read(office, office.at + 31 * MINUTE)
    counting.flush(at=office.at + 31 * MINUTE)
    assert VisitDay.objects.get().visits == 2


def test_two_machines_and_two_addresses_are_four_readers(office):
    for address in ("113.160.1.1", "113.160.1.2"):
        for browser in (PHONE, LAPTOP):
            read(office, office.at, address=address, browser=browser)
    counting.flush(at=office.at)
    assert VisitDay.objects.get().visits == 4


def test_neither_address_nor_browser_is_kept_and_the_mark_lives_half_an_hour(office):
    read(office, office.at)
    counting.flush(at=office.at)
    mark = Lately.objects.get().mark
    assert "113" not in mark[:3] and len(mark) == 32
    read(office, office.at + 40 * MINUTE, address="1.1.1.1")
    counting.flush(at=office.at + 40 * MINUTE)
    assert mark not in set(Lately.objects.values_list("mark", flat=True))


def test_the_mark_is_another_one_each_day(office):
    read(office, office.at)
    read(office, office.at + timedelta(days=1))
    marks = {mark for batch in counting._pending.values() for mark in batch.marks}
    assert len(marks) == 2


def test_now_today_week_and_all(office):
    saturday, monday = office.at - timedelta(days=2), office.at
    for address in ("1.1.1.1", "1.1.1.2"):
        read(office, saturday, address=address)
    counting.flush(at=saturday)
    read(office, monday)
    counting.flush(at=monday)
    later = queries.visits(unit=office.unit, at=monday + MINUTE)
    assert (later.now, later.today, later.week, later.total) == (1, 1, 1, 3)
    # nobody has read for long: whoever asks is the only reader
    assert queries.visits(unit=office.unit, at=monday + 60 * MINUTE).now == 1


def test_the_figures_cost_one_query_with_one_day_and_with_nine(office, django_assert_num_queries):
    for days in (0, *range(8)):
        read(office, office.at + timedelta(days=days), address=f"1.1.1.{days}")
        counting.flush(at=office.at + timedelta(days=days))
        with django_assert_num_queries(1):
            queries.visits(unit=office.unit, at=office.at + timedelta(days=days))


def test_how_many_read_now(office):
    for n in range(3):
        read(office, office.at, address=f"1.1.1.{n}")
    read(office, office.at - 6 * MINUTE, address="9.9.9.9")
    counting.flush(at=office.at)
    assert queries.visits(unit=office.unit, at=office.at).now == 3


def test_a_batch_that_cannot_be_written_waits_and_is_not_counted_twice(office, monkeypatch):
    read(office, office.at)
    write = counting._write
    monkeypatch.setattr(counting, "_write", lambda *args: (_ for _ in ()).throw(DatabaseError("disk full")))
    assert counting.flush(at=office.at) == 0
    read(office, office.at + MINUTE)
    monkeypatch.setattr(counting, "_write", write)
    assert counting.flush(at=office.at + MINUTE) == 2
    assert (VisitDay.objects.get().views, VisitDay.objects.get().visits) == (2, 1)


def test_a_late_batch_of_yesterday_moves_the_whole_of_today(office):
    yesterday = office.at - timedelta(days=1)
    read(office, office.at)
    counting.flush(at=office.at)
    read(office, yesterday, address="1.1.1.1")
    counting.flush(at=office.at)
    assert queries.visits(unit=office.unit, at=office.at).total == 2


def test_units_are_counted_apart(office):
    read(office, office.at)
    read(office, office.at, unit="15151")
    read(office, office.at, unit="15151", address="1.1.1.1")
    counting.flush(at=office.at)
    assert [queries.visits(unit=code, at=office.at).total for code in (office.unit, "15151")] == [1, 2]


def test_a_flood_is_bounded_in_memory_and_its_pages_still_count(office, monkeypatch):
    monkeypatch.setattr(counting, "MOST_MARKS", 3)
    for n in range(9):
        read(office, office.at, address=f"1.1.1.{n}")
    counting.flush(at=office.at)
    assert (VisitDay.objects.get().views, VisitDay.objects.get().visits) == (9, 3)


def test_flushing_nothing_writes_nothing(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert counting.flush(at=office.at) == 0
