"""One act, one transaction, one entry per unit it touches."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from thanthien.journal import queries
from thanthien.journal.actions import act, record_access, take_lease
from thanthien.journal.models import Access, Chain, Entry
from thanthien.journal.rules import GENESIS, JournalError
from thanthien.people.models import Counter
from thanthien.shared.actor import system
from thanthien.visits import actions as visits

pytestmark = pytest.mark.django_db


def test_an_act_leaves_one_entry_with_position_and_hash(office, at):
    before = Chain.objects.get(unit=office.unit)
    visit = visits.begin(unit=office.unit, origin="kiosk", by=system(office.unit), at=at)
    entry = Entry.objects.get(unit=office.unit, kind="visit.begun")
    after = Chain.objects.get(unit=office.unit)
    assert (entry.seq, entry.prev, entry.hash) == (before.seq + 1, before.head, after.head)
    assert entry.subject == f"visit:{visit.pk}" and entry.visit == visit.pk.hex and entry.data == {"origin": "kiosk"}
    assert entry.hash == entry.line().digest()


def test_the_first_entry_stands_on_nothing(office):
    assert Entry.objects.get(unit=office.unit, seq=1).prev == GENESIS


def test_a_write_without_its_entry_is_refused_and_nothing_stays(office, at):
    with pytest.raises(JournalError, match="không ghi nhật ký"), act(unit=office.unit, by=system(office.unit), at=at) as deed:
        counter = deed.lock(Counter, pk=office.counters[2].pk)
        counter.name = "Tư pháp"
        deed.save(counter)
    assert Counter.objects.get(pk=office.counters[2].pk).name == ""


def test_an_act_that_fails_leaves_neither_state_nor_entry_nor_number(office, at):
    seq = queries.head(unit=office.unit)
    with pytest.raises(ZeroDivisionError), act(unit=office.unit, by=system(office.unit), at=at) as deed:
        assert deed.number("thu") == 1
        counter = deed.lock(Counter, pk=office.counters[2].pk)
        counter.name = "Tư pháp"
        deed.save(counter)
        deed.enter("counter.renamed", subject=counter)
        raise ZeroDivisionError
    assert queries.head(unit=office.unit) == seq
    with act(unit=office.unit, by=system(office.unit), at=at) as deed:
        assert deed.number("thu") == 1
        deed.enter("thu.number", subject="unit:15148")


def test_nested_acts_share_one_act_and_one_transaction(office, at):
    with act(unit=office.unit, by=system(office.unit), at=at) as deed:
        visit = visits.begin(unit=office.unit, origin="counter", by=system(office.unit), at=at)
        visits.end(visit=visit, by=system(office.unit), at=at)
        assert not Entry.objects.filter(kind="visit.begun").exists()
        deed.enter("thu.outer", subject="unit:15148")
    kinds = Entry.objects.filter(act=deed.act).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["visit.begun", "visit.ended", "thu.outer"]


def test_an_act_over_two_units_writes_in_both_chains_with_one_act_id(office, at):
    with act(unit=office.unit, by=system(office.unit), at=at) as deed:
        deed.enter("thu.gave", subject="unit:15148")
        deed.enter("thu.took", subject="unit:15148", unit="15151")
    assert {e.unit for e in Entry.objects.filter(act=deed.act)} == {"15148", "15151"}


def test_what_is_no_plain_data_cannot_enter(office, at):
    with pytest.raises(JournalError, match="Nhật ký chỉ ghi"), act(unit=office.unit, by=system(office.unit), at=at) as deed:
        deed.enter("thu", subject="unit:15148", data={"at": at})


@pytest.mark.parametrize("table", ["journal_entry", "journal_access"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET unit = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_rewrite(office, at, table, verb):
    record_access(unit=office.unit, officer="hanh", person="citizen:1", subject="dossier:1", reason="work", at=at)
    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))
    assert Entry.objects.exists() and Access.objects.exists()


def test_an_access_counts_once_in_ten_minutes(office, at):
    from datetime import timedelta

    look = {"unit": office.unit, "officer": "hanh", "person": "citizen:1", "subject": "dossier:1", "reason": "work"}
    assert record_access(**look, at=at) is True
    assert record_access(**look, at=at + timedelta(minutes=9)) is False
    assert record_access(**look, at=at + timedelta(minutes=10)) is True
    assert record_access(**{**look, "officer": "dinh"}, at=at) is True
    assert Access.objects.count() == 3


def test_a_repeated_request_gets_the_first_answer_and_another_request_with_its_key_is_refused(office, at):
    with act(unit=office.unit, by=system(office.unit), at=at) as deed:
        deed.enter("thu", subject="unit:15148")
        deed.remember("k-1", {"ticket": 7}, scope="15148:kiosk", asked="A")
    assert queries.remembered(scope="15148:kiosk", key="k-1", asked="A") == {"ticket": 7}
    assert queries.remembered(scope="15148:kiosk", key="k-2", asked="A") is None
    with pytest.raises(JournalError, match="đã dùng cho một yêu cầu khác"):
        queries.remembered(scope="15148:kiosk", key="k-1", asked="B")


def test_one_holder_at_a_time_and_a_lease_that_ran_out_may_be_taken(at):
    from datetime import timedelta

    assert take_lease(name="heart", holder="a", at=at, seconds=60)
    assert not take_lease(name="heart", holder="b", at=at + timedelta(seconds=59), seconds=60)
    assert take_lease(name="heart", holder="a", at=at + timedelta(seconds=59), seconds=60)
    assert take_lease(name="heart", holder="b", at=at + timedelta(seconds=120), seconds=60)
