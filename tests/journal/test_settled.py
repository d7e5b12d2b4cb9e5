"""Kept readings: right at once after every change, in every process; nothing of a change that was rolled back."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from builders.playing import logged_in
from thanthien.journal import settled
from thanthien.journal.actions import act
from thanthien.journal.models import Mark
from thanthien.people import actions as people
from thanthien.people.models import Office, Unit
from thanthien.people.queries import counter_of, hall_of, office_or_none
from thanthien.people.queries import office as office_of
from thanthien.people.scoping import in_unit
from thanthien.procedures import actions as catalogue
from thanthien.procedures.models import ProcedurePaper
from thanthien.procedures.queries import published
from thanthien.shared.actor import system


@contextmanager
def asks(number):
    with CaptureQueriesContext(connection) as captured:
        yield
    assert len(captured) == number, captured.captured_queries


def root(office):
    return system(office.unit)


def test_what_was_read_is_not_read_again(office):
    with asks(1):
        office_of(office.unit)
    with asks(0):
        assert office_of(office.unit).unit.parent.name


def test_a_change_is_seen_at_once(office, at):
    office_of(office.unit)
    people.change_office(unit=office.unit, hotline="0237 111 222", by=root(office), at=at)
    assert office_of(office.unit).hotline == "0237 111 222"


def test_a_counter_that_closes_is_closed_at_the_next_look(office, at):
    assert counter_of(office.hanh) is not None
    people.close_counter(counter=counter_of(office.hanh), by=root(office), at=at)
    assert counter_of(office.hanh) is None
    assert all(one.officer_id != office.hanh.pk for one in hall_of(office.unit))


def test_a_reading_of_nothing_is_kept_too_and_ends(office, at):
    Unit.objects.create(code="15154", name="Xã Cẩm Vân", name_fold="xa cam van", kind="commune", parent_id="38")
    assert office_or_none("15154") is None
    with asks(0):
        assert office_or_none("15154") is None
    people.open_office(unit="15154", centre="Một cửa", place="Xã", demo=True, by=system("15154"), at=at)
    assert office_or_none("15154") is not None


def test_within_the_act_that_changes_it_it_is_read_as_it_is_then(office, at):
    office_of(office.unit)
    with act(unit=office.unit, by=root(office), at=at) as deed:
        row = deed.lock(Office, pk=office.unit)
        row.hotline = "0237 333"
        deed.save(row)
        assert office_of(office.unit).hotline == "0237 333"
        deed.enter("office.changed", subject=row)
    assert office_of(office.unit).hotline == "0237 333"


def test_what_was_rolled_back_is_never_seen(office, at):
    before = office_of(office.unit).hotline
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        people.change_office(unit=office.unit, hotline="0237 444", by=root(office), at=at)
        assert office_of(office.unit).hotline == "0237 444"
        raise ZeroDivisionError
    assert office_of(office.unit).hotline == before
    people.change_office(unit=office.unit, hotline="0237 555", by=root(office), at=at)
    assert office_of(office.unit).hotline == "0237 555"


def test_an_act_that_fails_leaves_no_trace(office, at):
    before = office_of(office.unit).hotline
    with pytest.raises(ZeroDivisionError), act(unit=office.unit, by=root(office), at=at) as deed:
        row = deed.lock(Office, pk=office.unit)
        row.hotline = "0237 666"
        deed.save(row)
        assert office_of(office.unit).hotline == "0237 666"
        raise ZeroDivisionError
    assert office_of(office.unit).hotline == before


def test_a_row_saved_outside_an_act_is_noticed(office):
    office_of(office.unit)
    row = Office.objects.get(pk=office.unit)
    row.hotline = "0237 777"
    row.save()
    assert office_of(office.unit).hotline == "0237 777"


def test_what_no_signal_tells_is_told_by_who_writes_it(office):
    office_of(office.unit)
    Office.objects.filter(pk=office.unit).update(hotline="0237 888")
    settled.changed(settled.ALL)
    assert office_of(office.unit).hotline == "0237 888"


def test_units_have_marks_of_their_own(office, at):
    hall_of(office.unit), hall_of("15151")
    before = dict(Mark.objects.values_list("unit", "mark"))
    people.close_counter(counter=counter_of(office.hanh), by=root(office), at=at)
    after = dict(Mark.objects.values_list("unit", "mark"))
    assert after.pop(f"{office.unit}/") != before.pop(f"{office.unit}/", "") and after == before
    with asks(0):
        hall_of("15151")


def test_a_reading_belongs_to_the_scope_it_was_made_in(office):
    with in_unit("15151"):
        assert hall_of(office.unit) == ()
    with in_unit(office.unit):
        assert len(hall_of(office.unit)) == 3


def test_the_catalogue_is_read_again_when_a_paper_gets_its_name(office, at):
    catalogue.load_catalogue()
    on = at.date()
    first = published(unit=office.unit, on=on)
    assert published(unit=office.unit, on=on) is first
    paper = ProcedurePaper.objects.filter(name_cut=True).first()
    catalogue.complete_paper_name(paper=paper, name=paper.name.rstrip("…") + " này", by=office.actor(office.hanh), at=at)
    assert published(unit=office.unit, on=on) is not first


def test_a_row_pointed_to_is_kept_and_changes_with_its_table(office, at):
    officer = office.hanh
    assert type(officer).objects.get(pk=officer.pk).unit.name
    with asks(1):
        row = type(officer).objects.get(pk=officer.pk)
        assert row.unit.name == "Xã Cẩm Tú"
    unit = row.unit.__class__.objects.get(pk=office.unit)
    unit.name = "Xã Cẩm Tú mới"
    unit.save()
    assert type(officer).objects.get(pk=officer.pk).unit.name == "Xã Cẩm Tú mới"


def test_a_new_password_signs_out_what_was_signed_in(office):
    client = logged_in(office.hanh)
    assert client.get("/quay/").status_code == 200
    office.hanh.set_password("một mật khẩu khác hẳn 2026")
    office.hanh.save(update_fields=["password"])
    assert client.get("/quay/").status_code == 302


def test_who_has_left_comes_in_no_more(office, at):
    client = logged_in(office.hanh)
    assert client.get("/quay/").status_code == 200
    people.close_counter(counter=counter_of(office.hanh), by=root(office), at=at)
    people.deactivate_officer(officer=office.hanh, by=root(office), at=at)
    assert client.get("/quay/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_another_thread_sees_what_was_committed():
    seen: list[str] = []

    def look(wanted: threading.Event, told: threading.Event) -> None:
        try:
            seen.append(settled.kept("15148", ("test",), lambda: "first"))
            told.set()
            wanted.wait(20)
            seen.append(settled.kept("15148", ("test",), lambda: "second"))
        finally:
            connection.close()

    wanted, told = threading.Event(), threading.Event()
    other = threading.Thread(target=look, args=(wanted, told))
    other.start()
    assert told.wait(20)
    settled.changed("15148")
    wanted.set()
    other.join(20)
    assert seen == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_another_process_is_heard_when_a_request_or_an_act_begins(at):
    assert settled.kept("15148", ("test",), lambda: "first") == "first"
    Mark.objects.update_or_create(unit="15148", defaults={"mark": "f" * 32})  # as another process commits it: nothing tells us
    settled._request_began()
    assert settled.kept("15148", ("test",), lambda: "second") == "second"
    Mark.objects.filter(unit="15148").update(mark="e" * 32)
    with act(unit="15148", by=system("15148"), at=at) as deed:
        assert settled.kept("15148", ("test",), lambda: "third") == "third"
        deed.enter("test", subject="test:1")


def test_what_is_kept_is_bounded(office, monkeypatch):
    monkeypatch.setattr(settled, "MOST", 3)
    for number in range(10):
        settled.kept(office.unit, ("test", number), lambda n=number: n)
    assert len(settled._kept) <= 3
    assert [settled.kept(office.unit, ("test", n), lambda n=n: n) for n in range(10)] == list(range(10))
