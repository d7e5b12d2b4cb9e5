"""Each act leaves one entry with the agreed data: live screens and tallies live on it."""

from datetime import timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.queueing import actions
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


def new_entries(do) -> list[tuple[str, dict]]:
    """What `do` wrote into the journal: kinds and data, in order."""
    before = Entry.objects.count()
    do()
    entries = list(Entry.objects.order_by("seq")[before:])
    assert len({entry.act for entry in entries}) <= 1, "one act"
    return [(entry.kind, entry.data) for entry in entries]


def test_a_number_is_taken(hall):
    assert new_entries(lambda: hall.take(priority="age")) == [
        ("visit.begun", {"origin": "guide"}),
        (
            "ticket.taken",
            {
                "day": "2026-11-23", "label": "A001", "service": "A", "priority": "age", "channel": "guide",
                "order": Ticket.objects.get().order,
            },
        ),
    ]  # fmt: skip


def test_a_second_matter_begins_no_second_visit(hall):
    visit = hall.take().visit
    (entry,) = new_entries(lambda: hall.take(hall.copies, visit=visit))
    assert entry[0] == "ticket.taken"
    assert Entry.objects.get(kind="ticket.taken", subject=f"ticket:{Ticket.objects.get(letter='B').pk}").visit == visit.pk.hex


def test_from_the_call_to_the_end(hall):
    hall.take()
    said = {"label": "A001", "counter": 1}
    assert new_entries(lambda: hall.call(minutes=4)) == [
        ("ticket.called", said | {"officer": "hanh", "calls": 1, "service": "A", "waited_s": 240})
    ]
    assert new_entries(lambda: actions.recall(counter=hall.one, by=hall.hanh, at=hall.later(5))) == [
        ("ticket.recalled", said | {"calls": 2})
    ]
    assert new_entries(lambda: actions.start_serving(counter=hall.one, by=hall.hanh, at=hall.later(6))) == [
        ("ticket.serving", said | {"officer": "hanh"})
    ]
    assert new_entries(lambda: actions.finish(counter=hall.one, by=hall.hanh, at=hall.later(16))) == [
        ("ticket.done", said | {"officer": "hanh", "service": "A", "served_s": 600})
    ]


def test_calling_the_next_ends_the_present_one_in_the_same_act(hall):
    hall.take(), hall.take()
    hall.call(minutes=1)
    done, called = new_entries(lambda: hall.call(minutes=3))
    assert done == ("ticket.done", {"label": "A001", "counter": 1, "officer": "hanh", "service": "A", "served_s": 120})
    assert called[1]["label"] == "A002"


def test_absent_and_back(hall):
    ticket = hall.take()
    hall.call()
    until = hall.later(1 + 30).isoformat()
    assert new_entries(lambda: actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(1))) == [
        ("ticket.absent", {"label": "A001", "counter": 1, "until": until})
    ]
    assert new_entries(lambda: actions.come_back(ticket=ticket, by=hall.guide, at=hall.later(5))) == [
        ("ticket.returned", {"label": "A001", "service": "A"})
    ]


def test_sent_on(hall):
    ticket = hall.take()
    hall.call()
    assert new_entries(lambda: actions.transfer(ticket=ticket, service=hall.copies, by=hall.hanh, at=hall.later(1))) == [
        ("ticket.transferred", {"label": "A001", "from_service": "A", "service": "B", "counter": None})
    ]
    assert new_entries(lambda: actions.transfer(ticket=ticket, counter=hall.two, by=hall.guide, at=hall.later(2))) == [
        ("ticket.transferred", {"label": "A001", "from_service": "B", "service": "B", "counter": 2})
    ]


def test_a_call_taken_back_brings_back_whom_it_ended(hall):
    hall.take(), hall.take()
    hall.call()
    hall.call(minutes=9)
    assert new_entries(lambda: actions.undo_call(counter=hall.one, by=hall.hanh, at=hall.later(9.1))) == [
        ("ticket.uncalled", {"label": "A002", "counter": 1}),
        ("ticket.reopened", {"label": "A001", "counter": 1}),
    ]


@pytest.mark.parametrize(("act", "kind"), [(actions.leave, "ticket.left"), (actions.annul, "ticket.annulled")])
def test_gone_without_service(hall, act, kind):
    ticket = hall.take()
    assert new_entries(lambda: act(ticket=ticket, by=hall.guide, at=hall.later(1))) == [(kind, {"label": "A001"})]


def test_the_clock_stamps_its_entries_with_the_legal_moment(hall):
    hall.take()
    hall.call()
    ticket = actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(1))
    assert new_entries(lambda: actions.tick(unit=hall.unit, at=hall.later(55))) == [("ticket.no_show", {"label": "A001"})]
    entry = Entry.objects.get(kind="ticket.no_show")
    assert (entry.at, entry.actor) == (ticket.absent_until, "clock:clock")
    assert Ticket.objects.get().ended_at == ticket.absent_until


def test_a_service_is_offered(hall):
    (entry,) = new_entries(
        lambda: actions.offer_service(
            unit=hall.unit, letter="e", name="Trợ cấp", counters=(hall.one,), by=system(hall.unit), at=hall.at
        )
    )
    assert entry == ("service.offered", {"letter": "E", "kind": "intake"})


def test_a_whole_morning_agrees_with_its_journal(hall):
    """Every row that changed is in an entry: the tables are compared with the journal both ways."""
    tickets = [hall.take(minutes=n, priority="age" if n % 3 == 0 else "") for n in range(8)]
    more = hall.take(hall.copies, minutes=8, visit=tickets[7].visit)
    hall.call(minutes=10), hall.call(hall.two, minutes=10)
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(11))
    hall.call(minutes=12), hall.call(minutes=13)
    actions.undo_call(counter=hall.one, by=hall.hanh, at=hall.later(13.1))
    actions.transfer(ticket=more, counter=hall.two, by=hall.guide, at=hall.later(14))
    actions.leave(ticket=tickets[5], by=hall.guide, at=hall.later(14))
    actions.annul(ticket=tickets[4], by=hall.guide, at=hall.later(14))
    actions.restore_many(tickets=[tickets[4]], by=hall.guide, at=hall.later(15))
    people.close_counter(counter=hall.two, by=hall.dinh, at=hall.later(16))
    actions.tick(unit=hall.unit, at=hall.later(60))
    actions.tick(unit=hall.unit, at=hall.at + timedelta(days=1))
    assert verify() is None
