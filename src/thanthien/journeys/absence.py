"""Somebody is away today: the plate, the roster and the queue change together, in one act; calling them back undoes it."""

from datetime import date, datetime

from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Absence, Counter, Officer
from thanthien.people.rules import AbsenceKind, CounterState
from thanthien.queueing.releasing import put_back
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of


def be_away(
    *, officer: Officer, kind: AbsenceKind, first_day: date, last_day: date, by: Actor, at: datetime,
    stand_in: Officer | None = None,
) -> Absence:  # fmt: skip
    """`officer` is away from a day to a day. When that begins today and they sit at a counter, whoever was called there waits
    again in their place, and the stand-in (named, else the first who is there) takes the counter, or it closes.

    A stand-in who already serves another counter stays there. Raises what the rooms raise, and then nothing is changed.
    """
    with act(unit=officer.unit_id, by=by, at=at):
        today = day_of(at)
        here = first_day <= today <= last_day
        counter = Counter.objects.filter(officer=officer).first() if here else None
        stand_in = stand_in or next(iter(queries.stand_ins_for(officer=officer, on=max(first_day, today))), None)
        absence = people.note_absence(
            officer=officer, kind=kind, first_day=first_day, last_day=last_day, stand_in=stand_in, counter=counter, by=by, at=at,
        )  # fmt: skip
        if counter is not None:
            _hand_over(counter, stand_in, by=by, at=at)
    return absence


def _hand_over(counter: Counter, stand_in: Officer | None, *, by: Actor, at: datetime) -> None:
    put_back(counter=counter, by=by, at=at)
    people.close_counter(counter=counter, by=by, at=at)
    if stand_in is not None and not Counter.objects.filter(officer=stand_in).exists():
        people.open_counter(counter=counter, officer=stand_in, by=by, at=at)


def call_back(*, absence: Absence, by: Actor, at: datetime) -> Absence:
    """The officer is here after all. Their counter is theirs again, when it is closed or the stand-in sits there: whoever is
    being served there stays. Somebody else's counter is left alone.
    """
    with act(unit=absence.unit_id, by=by, at=at):
        ended = people.end_absence(absence=absence, by=by, at=at)
        counter = Counter.objects.select_related("officer").filter(pk=absence.counter_id, active=True).first()
        if counter is None or absence.ended_at is not None or not absence.first_day <= day_of(at) <= absence.last_day:
            return ended
        if Counter.objects.filter(officer=absence.officer).exists() or day_of(absence.noted_at) != day_of(at):
            return ended
        if counter.state != CounterState.CLOSED and counter.officer_id == absence.stand_in_id:
            counter = people.close_counter(counter=counter, by=by, at=at)
        if counter.state == CounterState.CLOSED:
            people.open_counter(counter=counter, officer=absence.officer, by=by, at=at)
    return ended
