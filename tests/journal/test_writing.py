"""The statements that every act runs: what they write is what the ORM would have written."""

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from builders.office import UNIT
from thanthien.indicators.models import DailyTally
from thanthien.journal import writing
from thanthien.journal.actions import act
from thanthien.journal.models import Chain, Entry, Serial
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import Counter, Office, Officer
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

NINE = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


def test_a_row_is_written_whole_and_reads_back_as_it_was(office):
    row = Office.objects.get(pk=UNIT)
    row.hours, row.hotline, row.demo = {"mon": [["07:30", "11:30"]], "source": "Quyết định số 5"}, "0237 000 1999", True
    assert writing.written(row)
    again = Office.objects.get(pk=UNIT)
    assert (again.hours, again.hotline, again.demo) == (row.hours, row.hotline, True)
    assert again.columns() == row.columns()


@pytest.mark.parametrize("by_hand", [True, False], ids=["written out", "orm"])
def test_both_ways_leave_the_same_row(office, by_hand):
    row = Counter.objects.get(pk=office.counters[0].pk)
    row.officer, row.state, row.since = office.hanh, "open", NINE
    assert writing.written(row) if by_hand else row.save() is None
    with connection.cursor() as cursor:
        cursor.execute('SELECT * FROM "people_counter" WHERE id = %s', [row.pk])
        found = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    assert found["officer_id"] == office.hanh.pk
    assert found["state"] == "open"
    assert str(found["since"]).startswith("2026-11-23 02:00:00"), "UTC"


def test_what_is_a_matter_for_save_is_left_to_it(office):
    assert not writing.written(Counter(unit_id=UNIT, number=9)), "a new row"
    assert not writing.written(Officer.objects.get(login="hanh")), "a model whose save does more"
    gone = Counter.objects.get(pk=office.counters[2].pk)
    Counter.objects.filter(pk=gone.pk).delete()
    assert not writing.written(gone), "a row that is gone"


def statements(sent: CaptureQueriesContext, verb: str, table: str) -> list[str]:
    return [one["sql"] for one in sent if one["sql"].startswith(f'{verb} "{table}"')]


def test_of_a_row_that_the_act_holds_only_what_changed_is_written(office):
    with CaptureQueriesContext(connection) as sent, act(unit=UNIT, by=system(UNIT), at=NINE) as deed:
        row = deed.lock(Counter, pk=office.counters[0].pk)
        row.name = "Hộ tịch"
        deed.save(row)
        row.name, row.number = office.counters[0].name, 41
        deed.save(row)
        deed.save(row)
        deed.enter("counter.changed", subject=row)
    names, both = statements(sent, "UPDATE", "people_counter")
    assert '"name"' in names
    assert '"state"' not in names
    assert '"name"' in both, "back to what it was before: written again"
    assert '"number"' in both
    found = Counter.objects.get(pk=row.pk)
    assert (found.name, found.number) == (office.counters[0].name, 41)
    assert verify() is None


def test_what_changed_inside_a_list_or_a_dictionary_is_written(office):
    with act(unit=UNIT, by=system(UNIT), at=NINE) as deed:
        row = deed.lock(Office, pk=UNIT)
        row.hours["note"] = "mới"
        deed.save(row)
        deed.enter("office.changed", subject=row)
    assert Office.objects.get(pk=UNIT).hours["note"] == "mới"
    assert verify() is None


def test_of_a_row_saved_in_part_the_rest_is_written_later(office):
    with act(unit=UNIT, by=system(UNIT), at=NINE) as deed:
        row = deed.lock(Counter, pk=office.counters[0].pk)
        row.name, row.number = "Đất đai", 41
        deed.save(row, only=("name",))
        deed.save(row)
        deed.enter("counter.changed", subject=row)
    found = Counter.objects.get(pk=row.pk)
    assert (found.name, found.number) == ("Đất đai", 41)


def test_a_new_row_is_the_one_that_the_model_makes(office):
    given = {"unit_id": UNIT, "number": 7, "officer": office.hanh}
    made, known = writing.new(Counter, **given), Counter(**given)
    assert {**made.__dict__, "_state": ""} == {**known.__dict__, "_state": ""}
    assert made._state.adding
    assert made.officer == office.hanh
    with pytest.raises(TypeError, match="colour"):
        writing.new(Counter, colour="red", **given)


def test_rows_are_put_and_where_one_stands_it_gets_the_value(office):
    day = NINE.date()
    with scope(unit=UNIT):
        for value in (1, 2):
            rows = [writing.new(DailyTally, unit=UNIT, day=day, key="made.up", part=part, value=value) for part in ("", "a")]
            writing.put_all(rows, key=("unit", "day", "key", "part"), value="value")
        found = DailyTally.objects.filter(key="made.up").order_by("part")
        assert list(found.values_list("part", "value")) == [("", 2), ("a", 2)]


def test_a_counter_begins_with_its_first_number_and_goes_on(office):
    assert [writing.counted(unit=UNIT, name="ticket:Z", by=by) for by in (1, 1, 5, 1)] == [1, 2, 7, 8]
    assert writing.counted(unit="15151", name="ticket:Z", by=1) == 1, "each unit has its own"
    assert Serial.objects.get(unit=UNIT, name="ticket:Z").value == 8


def test_a_unit_without_a_chain_gets_one_and_its_head_moves(office):
    chain = writing.locked_chain("99001")
    assert (chain.seq, chain.head) == (0, Chain(unit="x").head)
    chain.seq, chain.head = 1, "f" * 64
    writing.move_chain(chain)
    found = writing.locked_chain("99001")
    assert (found.seq, found.head) == (1, "f" * 64)


def test_an_act_with_several_entries_has_one_statement_for_them(office):
    with CaptureQueriesContext(connection) as sent, act(unit=UNIT, by=system(UNIT), at=NINE) as deed:
        for kind in ("a.first", "a.second", "a.third"):
            deed.enter(kind, subject=f"office:{UNIT}", data={"text": "Đã ghi “đủ”", "number": "1.5"})
    assert sum("journal_entry" in query["sql"] for query in sent) == 1
    kinds = list(Entry.objects.filter(unit=UNIT).order_by("-seq").values_list("kind", flat=True)[:3])
    assert kinds == ["a.third", "a.second", "a.first"]
    assert verify() is None


def test_moments_in_any_zone_are_stored_alike(office):
    from datetime import UTC

    for at in (NINE, NINE.astimezone(UTC)):
        people.change_office(unit=UNIT, by=system(UNIT), at=at, hotline=f"0237 000 {at.hour:04d}")
    first, second = Entry.objects.filter(unit=UNIT, kind="office.changed").order_by("seq")
    assert first.at == second.at == NINE
    assert verify() is None


@pytest.mark.parametrize("by_hand", [True, False], ids=["written out", "orm"])
def test_both_ways_insert_the_same_row(office, by_hand):
    row = Counter(unit_id=UNIT, number=41, name="Quầy 41", since=NINE)
    assert row.pk is None
    assert writing.inserted(row) if by_hand else row.save(force_insert=True) is None
    assert not row._state.adding
    with scope(unit=UNIT):
        assert Counter.objects.get(number=41).pk == row.pk
        assert Counter.objects.get(number=41).columns() == row.columns()


def test_an_insertion_that_is_a_matter_for_save_is_left_to_it(office):
    assert not writing.inserted(Officer(login="x", unit_id=UNIT)), "a model whose save does more"
    assert not writing.inserted(Counter(pk=900, unit_id=UNIT, number=9)), "a key that the database should count"
    assert not writing.inserted(Counter.objects.get(pk=office.counters[0].pk)), "a row that stands there"


def test_a_refused_insertion_spoils_its_transaction_as_the_orm_s_does(office):
    with pytest.raises(TransactionManagementError), transaction.atomic():
        with pytest.raises(IntegrityError):
            writing.inserted(Counter(unit_id=UNIT, number=office.counters[0].number))
        Counter.objects.count()
