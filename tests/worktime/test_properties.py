"""Laws that hold for every due date, tried on thousands of them, and against the minute-by-minute oracle."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thanthien.law.queries import law_book
from thanthien.shared.clock import VIETNAM
from thanthien.worktime import moments as ask
from thanthien.worktime.deadline import ClockMode, CountUnit, Deadline, Options, Term, TermUnit
from thanthien.worktime.queries import due as due_in_place
from thanthien.worktime.queries import national_calendar
from thanthien.worktime.rules import due as reckon
from worktime import oracle
from worktime.cases import CLOCK_TERMS, OFFICES, TERMS, USUAL, calendars, hours_of, moments, naive, pauses_after, world

THOROUGH = settings(max_examples=120, deadline=None)
offices = st.sampled_from(OFFICES)
modes = st.sampled_from(ClockMode)


def due(received, term, calendar, hours, options) -> Deadline:
    given_hours = hours_of(hours)
    return reckon(received_at=received, term=term, calendar=calendar, hours=given_hours, law=law_book(), options=options)


def oracle_due(received, term, calendar, hours, options) -> datetime:
    return oracle.due(
        world(calendar, hours, options),
        naive(received),
        term.value,
        term.unit.value,
        cutoff=options.cutoff,
        closing=options.clock is ClockMode.CLOSING,
        restart=naive(options.restart_at) if options.restart_at else None,
    )


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.booleans(), modes)
def test_the_oracle_agrees(received, term, calendar, hours, cutoff, mode):
    options = Options(cutoff=cutoff, clock=mode)
    answer = due(received, term, calendar, hours, options)
    assert naive(answer.due_at) == oracle_due(received, term, calendar, hours, options)
    assert answer.adds_up()


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.booleans(), modes, st.data())
def test_the_oracle_agrees_on_pauses_and_restarts(received, term, calendar, hours, cutoff, mode, data):
    restart = data.draw(st.one_of(st.none(), st.integers(0, 60 * 24 * 9).map(lambda m: received + timedelta(minutes=m))))
    pauses = data.draw(pauses_after(restart or received))
    options = Options(cutoff=cutoff, clock=mode, pauses=pauses, restart_at=restart)
    answer = due(received, term, calendar, hours, options)
    assert naive(answer.due_at) == oracle_due(received, term, calendar, hours, options)
    assert answer.adds_up()


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.data())
def test_never_due_on_a_day_off_or_outside_hours(received, term, calendar, hours, data):
    answer = due(received, term, calendar, hours, Options(pauses=data.draw(pauses_after(received))))
    day, minute = answer.due_at.date(), answer.due_at.hour * 60 + answer.due_at.minute
    spans = ask.working_spans(day=day, calendar=calendar, hours=hours_of(hours))
    assert calendar.is_working_day(day)
    assert any(opens <= minute <= closes for opens, closes in spans)
    assert answer.due_at > answer.starts_at >= answer.received_at


@THOROUGH
@given(moments(), st.integers(0, 60 * 24 * 6), TERMS, calendars(), offices, st.booleans(), modes)
def test_whoever_comes_later_is_not_served_earlier(received, later, term, calendar, hours, cutoff, mode):
    options = Options(cutoff=cutoff, clock=mode)
    first = due(received, term, calendar, hours, options)
    second = due(received + timedelta(minutes=later), term, calendar, hours, options)
    assert first.due_at <= second.due_at


@pytest.mark.thread("Frappe PR#2449")
@THOROUGH
@given(moments(), CLOCK_TERMS, calendars(), offices, st.data())
def test_a_pause_moves_the_date_by_its_working_time(received, term, calendar, hours, data):
    plain = due(received, term, calendar, hours, Options())
    pauses = data.draw(pauses_after(received))
    paused = due(received, term, calendar, hours, Options(pauses=pauses))
    office = {"calendar": calendar, "hours": hours_of(hours)}
    apart = world(calendar, hours, Options(pauses=pauses))
    begin, end = naive(plain.starts_at), naive(paused.due_at)
    days = [begin.date() + timedelta(days=n) for n in range((end.date() - begin.date()).days + 1)]
    stood = sum(apart.stands(minute) for day in days for minute in apart.worked(day) if begin <= minute < end)
    assert paused.due_at >= plain.due_at
    assert ask.working_minutes_between(start=plain.due_at, end=paused.due_at, **office) == stood


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.integers(0, 60 * 24 * 9))
def test_a_restart_is_a_new_receipt(received, term, calendar, hours, minutes):
    restart = received + timedelta(minutes=minutes)
    again = due(received, term, calendar, hours, Options(restart_at=restart))
    fresh = due(restart, term, calendar, hours, Options())
    assert again.due_at == fresh.due_at
    assert again.days[0].day == received.date()


@THOROUGH
@given(moments(), st.integers(1, 7), calendars(), st.sampled_from(OFFICES[:2]))
def test_same_clock_is_a_whole_number_of_days(received, days, calendar, hours):
    """Where every day is as long as another, n working days use n days' minutes and end at the clock time they began."""
    answer = due(received, Term(days, TermUnit.WORKING_DAY), calendar, hours, Options())
    used = oracle.count_minutes(world(calendar, hours), naive(answer.starts_at), naive(answer.due_at))
    a_day = sum(closes - opens for opens, closes in hours_of(hours).days[0])
    assert used == days * a_day
    assert answer.due_at.timetz() == answer.starts_at.timetz()


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.data())
def test_what_is_stored_explains_itself_for_ever(received, term, calendar, hours, data):
    options = Options(pauses=data.draw(pauses_after(received)), restart_at=data.draw(st.sampled_from([None, received])))
    answer = due(received, term, calendar, hours, options)
    assert Deadline.from_dict(json.loads(json.dumps(answer.as_dict()))) == answer


@THOROUGH
@given(moments(), TERMS, calendars(), offices, st.data())
def test_the_explanation_adds_up_and_nothing_can_be_left_out(received, term, calendar, hours, data):
    """Read aloud without the program: a line a day, the credits make the term, the last is the due day. None is spare."""
    answer = due(received, term, calendar, hours, Options(pauses=data.draw(pauses_after(received))))
    first, last = answer.days[0].day, answer.days[-1].day
    assert (first, last) == (answer.received_at.date(), answer.due_at.date())
    assert [row.day for row in answer.days] == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(row.credit for row in answer.days) == answer.amount
    assert all(row.counted == (row.credit > 0) for row in answer.days)
    if answer.amount_unit is not CountUnit.MINUTE:
        assert [row.ordinal for row in answer.days if row.counted] == list(range(1, answer.amount + 1))
    victim = data.draw(st.integers(0, len(answer.days) - 1))
    row = answer.days[victim]
    without = (*answer.days[:victim], *answer.days[victim + 1 :])
    flipped = replace(row, counted=not row.counted, credit=0 if row.counted else 1)
    assert not replace(answer, days=without).adds_up()
    assert not replace(answer, days=(*answer.days[:victim], flipped, *answer.days[victim + 1 :])).adds_up()


@THOROUGH
@given(moments(), st.integers(0, 3_000), calendars(), offices)
def test_adding_working_minutes_and_measuring_them_agree(at, minutes, calendar, hours):
    office = {"calendar": calendar, "hours": hours_of(hours)}
    end = ask.add_working_minutes(at=at, minutes=minutes, **office)
    assert ask.working_minutes_between(start=at, end=end, **office) == minutes
    assert ask.working_minutes_between(start=end, end=at, **office) == -minutes
    apart = world(calendar, hours)
    assert oracle.count_minutes(apart, naive(at), naive(end)) == minutes
    if minutes:
        earlier = end - timedelta(minutes=1)
        assert oracle.count_minutes(apart, naive(at), naive(earlier)) == minutes - 1


@THOROUGH
@given(moments(), calendars(), offices)
def test_the_next_opening_is_the_first_minute_the_oracle_finds(at, calendar, hours):
    office = {"calendar": calendar, "hours": hours_of(hours)}
    apart = world(calendar, hours)
    opening, working = ask.next_opening(at=at, **office), ask.next_working_moment(at=at, **office)
    assert naive(opening) == oracle.first_minute(apart, naive(at), receiving=True)
    assert naive(working) == oracle.first_minute(apart, naive(at), receiving=False)
    assert ask.is_open(at=at, **office) == (opening == at)


@THOROUGH
@given(st.dates(date(2024, 3, 1), date(2027, 6, 1)), st.integers(-20, 20), calendars())
def test_adding_working_days_and_measuring_them_agree(day, count, calendar):
    there = ask.add_working_days(day=day, count=count, calendar=calendar)
    yesterday = timedelta(days=1)
    if count >= 0:
        assert ask.working_days_between(start=day, end=there, calendar=calendar) == count
    else:
        assert ask.working_days_between(start=day - yesterday, end=there - yesterday, calendar=calendar) == count
    assert count == 0 or calendar.is_working_day(there)


@pytest.mark.parametrize("zone_hours", [-8, 0, 7, 9])
def test_the_zone_of_the_caller_does_not_matter(zone_hours):
    """A peer cut dates in UTC and lost a day for everything received before seven in the morning."""
    at = datetime(2026, 11, 20, 6, 30, tzinfo=VIETNAM)
    elsewhere = at.astimezone(timezone(timedelta(hours=zone_hours)))
    answer = due_in_place(received_at=elsewhere, term=Term(1, TermUnit.WORKING_DAY))
    assert answer == due_in_place(received_at=at, term=Term(1, TermUnit.WORKING_DAY))
    assert answer.days[0].day == date(2026, 11, 20)


def test_the_oracle_itself_is_right_where_a_hand_can_count():
    plain = world(national_calendar(), USUAL)
    assert oracle.due(plain, datetime(2026, 11, 19, 16), 3, "working_day") == datetime(2026, 11, 25, 16)
    assert oracle.due(plain, datetime(2026, 8, 21, 9), 2, "working_day") == datetime(2026, 8, 24, 9)
    assert oracle.due(plain, datetime(2026, 1, 30, 9), 1, "month") == datetime(2026, 3, 2, 17, 30)
