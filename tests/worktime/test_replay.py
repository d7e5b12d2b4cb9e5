"""Counting a promise again: the same while nothing changed, another day after the calendar did, the promise itself untouched."""

from datetime import date

import pytest

from thanthien.law.queries import law_book
from thanthien.worktime.day_table import CalendarDay, DayKind
from thanthien.worktime.deadline import ClockMode, Options, Pause
from thanthien.worktime.own_days import Layer, laid_over
from thanthien.worktime.queries import default_hours, due, national_calendar
from thanthien.worktime.replay import moved_by, replayed
from thanthien.worktime.tally import Office
from worktime.cases import moment, term

BEFORE = Office(national_calendar(), default_hours())
STORM = CalendarDay(date(2026, 12, 2), DayKind.LOCAL_OFF, "do bão", "storm", "1/CĐ")
AFTER = Office(laid_over(national_calendar(), Layer(days=(STORM,))), default_hours())
PAUSE = Pause(moment("Tue 2026-12-01 09:00"), moment("Thu 2026-12-03 09:00"), "chờ xác minh", "", "")
LATER = moment("Tue 2026-12-01 10:00")
CASES = [
    ("Mon 2026-11-30 09:00", "3 working_day", Options()),
    ("Mon 2026-11-30 09:00", "3 working_day", Options(clock=ClockMode.CLOSING)),
    ("Mon 2026-11-30 16:10", "0 same_day", Options(cutoff=True)),
    ("Mon 2026-11-30 09:00", "20 working_hour", Options()),
    ("Mon 2026-11-30 09:00", "5 working_day", Options(pauses=(PAUSE,))),
    ("Mon 2026-11-30 09:00", "5 working_day", Options(restart_at=LATER)),
    ("Mon 2026-11-30 09:00", "30 calendar_day", Options()),
    ("Mon 2026-11-30 09:00", "1 month", Options()),
]


@pytest.mark.parametrize(("received", "what", "options"), CASES)
def test_nothing_changed_nothing_moves_whatever_the_term(received, what, options):
    promise = due(received_at=moment(received), term=term(what), options=options)
    assert replayed(deadline=promise, office=BEFORE, law=law_book()) == promise
    assert moved_by(deadline=promise, office=BEFORE, law=law_book()) is None


@pytest.mark.thread("Frappe PR#2449", "opencps-v2 PR#2569")
@pytest.mark.parametrize(
    ("received", "what", "moved"),
    [
        ("Mon 2026-11-30 09:00", "3 working_day", "Fri 2026-12-04 09:00"),
        ("Mon 2026-11-30 09:00", "1 working_day", None),
        ("Thu 2026-12-03 09:00", "1 working_day", None),
        ("Tue 2026-12-01 09:00", "1 working_day", "Thu 2026-12-03 09:00"),
    ],
)
def test_a_storm_day_would_move_only_the_terms_that_run_over_it(received, what, moved):
    promise = due(received_at=moment(received), term=term(what))
    kept = promise.as_dict()
    again = moved_by(deadline=promise, office=AFTER, law=law_book())
    assert (again.due_at if again else None) == (moment(moved) if moved else None)
    assert promise.as_dict() == kept
