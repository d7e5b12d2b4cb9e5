"""Away today is one act: the plate, the roster and the queue change together, and calling back undoes it."""

from datetime import timedelta

import pytest
import time_machine

from builders.office import UNIT, build_office
from builders.playing import Playing, offered
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.absence import be_away, call_back
from thanthien.people import actions as people
from thanthien.people import queries as people_queries
from thanthien.people.models import Absence, Counter
from thanthien.people.rules import AbsenceKind, PeopleError
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket

OFFERED = (("A", "Hộ tịch", "intake", (1, 2)), ("K", "Nhận kết quả", "return", (1,)))


@pytest.fixture
def hall(db, at):
    with time_machine.travel(at, tick=False) as clock:
        office = build_office(at=at)
        yield Playing(office, offered(office, OFFERED), clock)


def call(hall, number=1) -> Ticket:
    seat = Counter.objects.get(unit_id=UNIT, number=number)
    return queueing.call_next(counter=seat, by=hall.office.actor(seat.officer), at=hall.later(seconds=20))


def away(hall, who="hanh", *, by=None, days=0, start=0, **more) -> Absence:
    officer = getattr(hall.office, who)
    today = hall.at.date()
    return be_away(
        officer=officer, kind=AbsenceKind.SICK, first_day=today + timedelta(days=start),
        last_day=today + timedelta(days=max(days, start)), by=by or hall.office.actor(officer), at=hall.at, **more,
    )  # fmt: skip


def plate(number=1) -> tuple[str, str]:
    """Who sits at a counter and its state, as the board shows it."""
    desk = next(desk for desk in queries.board(unit=UNIT).counters if desk.number == number)
    return (desk.officer.login if desk.officer else "", desk.state)


def line() -> list[str]:
    return [ticket.label for ticket in queries.waiting(unit=UNIT)]


def test_the_counter_closes_and_who_was_called_waits_again_in_their_place(hall):
    first, _, _ = hall.take(), hall.take(), hall.take()
    assert call(hall) == first and line() == ["A002", "A003"]
    noted = away(hall)
    assert plate() == ("", "closed") and line() == ["A001", "A002", "A003"]
    first.refresh_from_db()
    assert (first.state, first.counter, first.calls, first.officer_login, first.called_at) == ("waiting", None, 0, "", None)
    seats = {seat.officer.login: seat for seat in people_queries.roster(unit=UNIT, on=hall.at.date())}
    assert seats["hanh"].absence == noted and seats["hanh"].counter is None
    assert call(hall, 2).label == "A001", "the colleague calls who was first"


def test_it_is_one_act_in_the_journal(hall):
    hall.take()
    call(hall)
    noted = away(hall)
    act = Entry.objects.get(kind="absence.noted").act
    kinds = Entry.objects.filter(act=act).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["absence.noted", "ticket.uncalled", "counter.closed"]
    assert (noted.counter.number, verify()) == (1, None)


def test_who_was_being_served_waits_again_too(hall):
    ticket = hall.take()
    call(hall)
    queueing.start_serving(counter=hall.office.counters[0], by=hall.office.actor(hall.office.hanh), at=hall.at)
    away(hall)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.counter, ticket.served_at) == ("waiting", None, None) and line() == ["A001"]
    assert verify() is None


def test_the_stand_in_takes_the_counter(hall):
    hall.take()
    call(hall)
    away(hall, stand_in=hall.office.tuan)
    assert plate() == ("tuan", "open") and line() == ["A001"]
    assert call(hall).officer_login == "tuan"


def test_the_named_substitute_who_is_there_is_taken_by_itself(hall):
    office = hall.office
    people.name_substitutes(officer=office.hanh, stand_ins=[office.ha, office.tuan], by=office.actor(office.nghia), at=hall.at)
    away(hall, "ha")
    assert away(hall).stand_in == office.tuan and plate() == ("tuan", "open")


def test_a_stand_in_who_serves_elsewhere_stays_there(hall):
    away(hall, stand_in=hall.office.dinh)
    assert (plate(1), plate(2)) == (("", "closed"), ("dinh", "open"))


def test_who_waited_for_that_counter_alone_is_served_by_the_others(hall):
    ticket = hall.take()
    queueing.transfer(ticket=ticket, counter=hall.office.counters[0], by=hall.office.actor(hall.office.ngoc), at=hall.at)
    assert call(hall, 2) is None
    away(hall)
    assert call(hall, 2) == ticket


def test_an_absence_of_coming_days_changes_nothing_today(hall):
    hall.take()
    called = call(hall)
    noted = away(hall, start=1)
    called.refresh_from_db()
    assert (plate(), noted.counter, called.state) == (("hanh", "open"), None, "called")


def test_somebody_without_a_counter_is_away_in_the_roster_only(hall):
    before = [plate(n) for n in (1, 2, 3)]
    away(hall, "tuan", days=2)
    assert [plate(n) for n in (1, 2, 3)] == before


def test_when_it_is_refused_nothing_has_changed(hall):
    hall.take()
    called = call(hall)
    away(hall, "dinh", days=1)
    before = Entry.objects.count()
    with pytest.raises(PeopleError, match="cũng vắng"):
        away(hall, stand_in=hall.office.dinh)
    called.refresh_from_db()
    assert (plate(), called.state, Entry.objects.count()) == (("hanh", "open"), "called", before)


@pytest.mark.parametrize("who", ["dinh", "la"])
def test_neither_a_colleague_nor_a_stranger_sends_somebody_away(hall, who):
    with pytest.raises(PeopleError, match="lãnh đạo"):
        away(hall, by=hall.office.actor(getattr(hall.office, who)))
    assert plate() == ("hanh", "open")


def test_a_leader_does_it_for_who_is_ill_and_the_call_is_put_back(hall):
    ticket = hall.take()
    call(hall)
    away(hall, by=hall.office.actor(hall.office.nghia))
    ticket.refresh_from_db()
    assert ticket.state == "waiting"


def test_called_back_the_counter_is_theirs_again(hall):
    hall.take()
    call(hall)
    noted = away(hall)
    call_back(absence=noted, by=hall.office.actor(hall.office.hanh), at=hall.later(seconds=8))
    assert plate() == ("hanh", "open") and line() == ["A001"]
    assert not people_queries.away_on(unit=UNIT, on=hall.at.date()).exists()
    assert call(hall).label == "A001" and verify() is None


def test_called_back_from_the_stand_in_whoever_is_served_stays(hall):
    ticket = hall.take()
    noted = away(hall, stand_in=hall.office.tuan)
    assert call(hall) == ticket
    call_back(absence=noted, by=hall.office.actor(hall.office.hanh), at=hall.later(minutes=1))
    ticket.refresh_from_db()
    assert plate() == ("hanh", "open") and (ticket.state, ticket.counter.number) == ("called", 1)
    assert not Counter.objects.filter(officer=hall.office.tuan).exists() and verify() is None


def test_somebody_elses_counter_is_left_alone(hall):
    noted = away(hall)
    people.open_counter(counter=hall.office.counters[0], officer=hall.office.ha, by=hall.office.actor(hall.office.ha), at=hall.at)
    call_back(absence=noted, by=hall.office.actor(hall.office.hanh), at=hall.at)
    assert plate() == ("ha", "open")


def test_who_sits_elsewhere_meanwhile_stays_there(hall):
    noted = away(hall)
    people.open_counter(
        counter=hall.office.counters[2], officer=hall.office.hanh, by=hall.office.actor(hall.office.hanh), at=hall.at
    )
    call_back(absence=noted, by=hall.office.actor(hall.office.hanh), at=hall.at)
    assert (plate(1), plate(3)) == (("", "closed"), ("hanh", "open"))


def test_called_back_on_a_later_day_opens_no_counter_and_twice_is_once(hall):
    noted = away(hall, days=2)
    hall.later(days=1)
    for _ in range(2):
        call_back(absence=noted, by=hall.office.actor(hall.office.hanh), at=hall.at)
    assert plate() == ("", "closed") and Entry.objects.filter(kind="absence.ended").count() == 1
