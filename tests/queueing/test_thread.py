"""The queue through its acts: called, missed, back in their place, sent on, undone; nothing doubles."""

import threading

import pytest
from django.db import connections
from django_scopes import scopes_disabled

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.queueing import actions, queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import QueueError

pytestmark = pytest.mark.django_db


def labels(hall, counter=None) -> list[str]:
    return [ticket.label for ticket in queries.waiting(unit=hall.unit, counter=counter)]


def test_numbers_follow_each_other_in_each_letter_and_begin_anew_each_day(hall):
    assert [hall.take().label for _ in range(3)] == ["A001", "A002", "A003"]
    assert hall.take(hall.copies).label == "B001"
    assert hall.take(minutes=24 * 60).label == "A001"


def test_every_act_leaves_exactly_one_entry(hall):
    ticket = hall.take()
    hall.call()
    actions.recall(counter=hall.one, by=hall.hanh, at=hall.later(1))
    actions.start_serving(counter=hall.one, by=hall.hanh, at=hall.later(2))
    actions.finish(counter=hall.one, by=hall.hanh, at=hall.later(5))
    kinds = Entry.objects.filter(subject=f"ticket:{ticket.pk}").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["ticket.taken", "ticket.called", "ticket.recalled", "ticket.serving", "ticket.done"]
    called = Entry.objects.get(kind="ticket.called").data
    assert (called["label"], called["counter"], called["officer"], called["service"]) == ("A001", 1, "hanh", "A")
    assert verify() is None


def test_calling_the_next_ends_the_present_one(hall):
    first, second = hall.take(), hall.take()
    hall.call()
    assert hall.call(minutes=4).pk == second.pk
    assert Ticket.objects.get(pk=first.pk).state == "done" and hall.call(minutes=9) is None
    assert Ticket.objects.get(pk=second.pk).state == "done"


@pytest.mark.thread("queuesg PR#34")
def test_who_missed_the_call_comes_back_to_the_old_place(hall):
    first, second, third = hall.take(), hall.take(), hall.take()
    hall.call()
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(2))
    assert labels(hall) == [second.label, third.label]
    actions.come_back(ticket=first, by=hall.guide, at=hall.later(10))
    assert labels(hall) == [first.label, second.label, third.label]


def test_who_does_not_come_back_in_time_is_written_down_once(hall):
    ticket = hall.take()
    hall.call()
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(2))
    actions.tick(unit=hall.unit, at=hall.later(20))
    assert Ticket.objects.get(pk=ticket.pk).state == "absent"
    actions.tick(unit=hall.unit, at=hall.later(40))
    actions.tick(unit=hall.unit, at=hall.later(41))
    assert Ticket.objects.get(pk=ticket.pk).state == "no_show" and Entry.objects.filter(kind="ticket.no_show").count() == 1


def test_who_is_sent_on_keeps_the_time_they_came(hall):
    early = hall.take()
    waiting = hall.take(hall.copies, minutes=1)
    hall.call()
    actions.transfer(ticket=Ticket.objects.get(pk=early.pk), service=hall.copies, by=hall.hanh, at=hall.later(5))
    assert labels(hall, hall.two) == [early.label, waiting.label]


def test_a_call_taken_back_returns_the_ticket_to_its_place(hall):
    first, second = hall.take(), hall.take()
    hall.call()
    actions.undo_call(counter=hall.one, by=hall.hanh, at=hall.later(0.1))
    assert labels(hall) == [first.label, second.label]
    assert Entry.objects.filter(kind="ticket.uncalled").count() == 1


def test_the_old_go_first_and_several_matters_of_one_person_share_a_visit(hall):
    hall.take()
    old = hall.take(priority="age")
    assert hall.call().pk == old.pk
    more = hall.take(hall.copies, visit=old.visit)
    assert more.visit_id == old.visit_id


def test_a_stranger_moves_nothing(hall):
    ticket = hall.take()
    with pytest.raises(QueueError):
        actions.call_next(counter=hall.one, by=hall.stranger, at=hall.later(1))
    with pytest.raises(QueueError):
        actions.annul(ticket=ticket, by=hall.stranger, at=hall.later(1))
    assert Ticket.objects.get(pk=ticket.pk).state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_two_counters_calling_at_once_never_get_the_same_person_and_numbers_have_no_holes(hall):
    given, called, failed = [], [], []

    @scopes_disabled()
    def people_come() -> None:
        try:
            for _ in range(15):
                given.append(hall.take().number)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    @scopes_disabled()
    def officer_calls(counter) -> None:
        try:
            for n in range(12):
                ticket = hall.call(counter, minutes=1 + n / 10)
                if ticket is not None:
                    called.append(ticket.label)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    for _ in range(24):
        hall.take()
    threads = [threading.Thread(target=people_come) for _ in range(3)]
    threads += [threading.Thread(target=officer_calls, args=(counter,)) for counter in (hall.one, hall.two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    assert len(called) == len(set(called)) == 24
    assert sorted(given) == list(range(25, 70))
    assert Ticket.objects.filter(state__in=["called", "serving"]).count() == 2
    assert verify() is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_600_waiting_are_all_served_and_the_bound_holds_in_the_tables(hall):
    for n in range(600):
        hall.take(minutes=n / 100, priority="age" if n % 4 == 0 else "")
    order = labels(hall, hall.one)
    assert len(order) == 600
    first = [hall.call(minutes=10 + n).label for n in range(40)]
    assert first == order[:40]
    assert not [t for t in Ticket.objects.filter(priority="") if t.overtaken > t.bound]
    assert queries.board(unit=hall.unit, day=hall.at.date()).last[0].label == first[-1]
