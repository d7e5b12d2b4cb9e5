"""Whatever is rewritten behind the office's back is found, and the first bad entry is named."""

import importlib
import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from thanthien.journal.actions import record_access
from thanthien.journal.models import Access, Chain, Entry
from thanthien.journal.sealing import seal_accesses
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import Counter
from thanthien.shared.actor import system
from thanthien.visits import actions as visits
from thanthien.visits.models import Visit

append_only = importlib.import_module("thanthien.journal.migrations.0002_append_only")
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def by_sql():
    """A person with the database file in their hands."""
    with connection.schema_editor() as editor:
        append_only.remove(None, editor)
    with connection.cursor() as cursor:
        yield cursor
    with connection.schema_editor() as editor:
        append_only.add(None, editor)


@pytest.fixture
def lived(office, at):
    """Ten visits begun and ended: entries to tamper with."""
    for n in range(10):
        visit = visits.begin(unit=office.unit, origin="kiosk", by=system(office.unit), at=at + timedelta(minutes=n))
        visits.end(visit=visit, by=system(office.unit), at=at + timedelta(minutes=n + 5))
    return office


def middle() -> Entry:
    return Entry.objects.filter(kind="visit.begun").order_by("seq")[4]


def test_a_clean_office_verifies(lived):
    assert verify() is None
    call_command("verify")


@pytest.mark.parametrize(
    "change",
    [
        "body = '{}'", "kind = 'visit.known'", "actor = 'officer:dinh'", "subject = 'visit:x'", "rows = '{}'", "visit = ''",
        "act = 'x'", "prev = hash",
    ],
)  # fmt: skip
def test_an_edited_entry_is_named(lived, change):
    entry = middle()
    with by_sql() as cursor:
        cursor.execute(f"UPDATE journal_entry SET {change} WHERE id = %s", [entry.pk])
    fault = verify()
    assert fault is not None and (fault.unit, fault.seq) == (lived.unit, entry.seq)


def test_a_moved_moment_is_found(lived):
    entry = middle()
    with by_sql() as cursor:
        cursor.execute("UPDATE journal_entry SET at = %s WHERE id = %s", [entry.at - timedelta(hours=1), entry.pk])
    assert verify().seq == entry.seq


def test_a_deleted_entry_is_found(lived):
    entry = middle()
    with by_sql() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [entry.pk])
    assert verify().seq == entry.seq


def test_an_inserted_entry_is_found(lived):
    head = Chain.objects.get(unit=lived.unit)
    with by_sql():
        last = Entry.objects.get(unit=lived.unit, seq=head.seq)
        last.pk, last.seq = None, head.seq + 1
        last.save(force_insert=True)
    assert verify().seq == head.seq + 1


def test_two_swapped_entries_are_found(lived):
    first = middle()
    with by_sql() as cursor:
        cursor.execute("UPDATE journal_entry SET seq = -1 WHERE unit = %s AND seq = %s", [lived.unit, first.seq])
        cursor.execute("UPDATE journal_entry SET seq = %s WHERE unit = %s AND seq = %s", [first.seq, lived.unit, first.seq + 1])
        cursor.execute("UPDATE journal_entry SET seq = %s WHERE unit = %s AND seq = -1", [first.seq + 1, lived.unit])
    assert verify().seq == first.seq


def test_a_cut_tail_is_found_even_when_the_head_was_cut_with_it(lived):
    head = Chain.objects.get(unit=lived.unit)
    keep = Entry.objects.get(unit=lived.unit, seq=head.seq - 3)
    gone = [e.subject.split(":")[1] for e in Entry.objects.filter(unit=lived.unit, seq__gt=keep.seq)]
    with by_sql() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE unit = %s AND seq > %s", [lived.unit, keep.seq])
        cursor.execute("UPDATE journal_chain SET seq = %s, head = %s WHERE unit = %s", [keep.seq, keep.hash, lived.unit])
    Visit.objects.filter(pk__in=gone).delete()
    fault = verify()
    assert fault is not None and fault.unit == lived.unit


def test_a_tail_cut_without_any_trace_in_the_database_is_found_by_the_anchors_outside(office, at):
    head = Chain.objects.get(unit=office.unit)
    visits.begin(unit=office.unit, origin="kiosk", by=system(office.unit), at=at)
    with by_sql() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE unit = %s AND seq > %s", [office.unit, head.seq])
        cursor.execute("UPDATE journal_chain SET seq = %s, head = %s WHERE unit = %s", [head.seq, head.head, office.unit])
    Visit.objects.all().delete()
    fault = verify()
    assert fault.seq == head.seq + 1 and "đuôi nhật ký bị cắt" in fault.text


def test_a_chain_rewritten_whole_is_found_by_the_anchors_outside(lived):
    entry = middle()
    with by_sql():
        prev = entry.prev
        for later in Entry.objects.filter(unit=lived.unit, seq__gte=entry.seq).order_by("seq"):
            if later.pk == entry.pk:
                later.actor = "officer:dinh"
            later.prev = prev
            later.hash = prev = later.line().digest()
            later.save()
        Chain.objects.filter(unit=lived.unit).update(head=prev)
    fault = verify()
    assert fault.seq == entry.seq and "mốc ghi ngoài" in fault.text


@pytest.mark.parametrize("verb", ["change", "delete", "insert"])
def test_a_state_row_touched_by_sql_is_found(lived, verb):
    visit = Visit.objects.order_by("started_at")[3]
    if verb == "change":
        Visit.objects.filter(pk=visit.pk).update(origin="home")
    elif verb == "delete":
        Visit.objects.filter(pk=visit.pk).delete()
    else:
        Visit.objects.create(unit_id=lived.unit, started_at=visit.started_at)
    fault = verify()
    assert fault is not None and "visits.visit" in fault.text


def test_a_counter_given_to_somebody_by_sql_is_found(lived):
    Counter.objects.filter(pk=lived.counters[0].pk).update(number=9)
    assert "people.counter" in verify().text


def test_an_access_that_vanished_after_sealing_is_found(office, at):
    record_access(unit=office.unit, officer="hanh", person="citizen:1", subject="dossier:1", reason="work", at=at)
    assert seal_accesses(unit=office.unit, at=at + timedelta(minutes=5)) == 0
    assert seal_accesses(unit=office.unit, at=at + timedelta(minutes=30)) == 1
    assert seal_accesses(unit=office.unit, at=at + timedelta(minutes=31)) == 0
    assert verify() is None
    with by_sql():
        Access.objects.all().delete()
    assert "lượt xem hồ sơ" in verify().text


def test_the_command_exits_1_and_names_the_entry(lived, capsys):
    entry = middle()
    with by_sql() as cursor:
        cursor.execute("UPDATE journal_entry SET body = '{}' WHERE id = %s", [entry.pk])
    with pytest.raises(SystemExit) as stop:
        call_command("verify")
    assert stop.value.code == 1
    assert f"{lived.unit} #{entry.seq}" in capsys.readouterr().err


def test_no_entry_holds_a_name_or_a_number_of_a_person(lived, at):
    from thanthien.people.actions import register_citizen

    register_citizen(
        unit=lived.unit, name="Trương Thị Hiền", id_number="038192004317", phone="0912555408", by=system(lived.unit), at=at
    )
    text = json.dumps(list(Entry.objects.values_list("body", "rows", "subject", "actor")), ensure_ascii=False)
    assert not any(word in text for word in ("Hiền", "038192004317", "0912555408"))
    assert verify() is None


def test_a_clock_set_back_is_no_fault(lived, at):
    """The PC's battery was empty and the clock fell back: the chain knows the order, the moments do not."""
    import time_machine

    counter = lived.counters[2]
    with time_machine.travel(at - timedelta(days=400), tick=False):
        counter = people.open_counter(counter=counter, officer=lived.ha, by=system(lived.unit), at=at + timedelta(hours=1))
    assert counter.state == "open"
    assert verify() is None


def test_a_column_added_by_a_later_version_leaves_old_digests_as_they_were(lived):
    """A column at its default says nothing, so the digest of a row is that of the version that did not know the column."""
    row = Visit.objects.first()
    named = set(row.columns())
    assert "citizen_id" not in named and "id" in named, "a visit of nobody known does not name its empty column"
    row.origin = "guide"
    assert row.columns()["origin"] == "guide"


@pytest.mark.parametrize("change", ["origin = 'kiosk'", "origin = 'guide'"])
def test_a_row_changed_to_or_from_its_default_is_found(lived, change):
    first = Visit.objects.order_by("started_at").first()
    wanted = "guide" if "kiosk" in change else "kiosk"
    if wanted == "guide":
        visits.begin(unit=lived.unit, origin="guide", by=system(lived.unit), at=lived.at + timedelta(hours=2))
        first = Visit.objects.get(origin="guide")
    assert first.origin == wanted and verify() is None
    with by_sql() as cursor:
        cursor.execute(
            f"UPDATE visits_visit SET {change} WHERE id = %s", [first.pk.hex if connection.vendor == "sqlite" else first.pk]
        )
    assert "visits.visit" in str(verify())


def test_a_look_does_not_take_the_turn_to_write(lived):
    """Acts begin with the turn to write; a long look that did would hold the whole office."""
    with CaptureQueriesContext(connection) as seen:
        assert verify() is None
    begun = [one["sql"] for one in seen.captured_queries[:2]]
    if connection.vendor == "sqlite":
        assert begun[0] == "BEGIN DEFERRED"
    else:
        assert begun[1] == "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        pass
    if connection.vendor == "sqlite":
        assert seen.captured_queries[0]["sql"] == "BEGIN IMMEDIATE"
