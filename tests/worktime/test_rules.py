"""Due dates as a decision table: each row names its days in words; the weekday of every moment is checked while it is read."""

from dataclasses import replace
from datetime import datetime

import pytest

from thanthien.law.queries import law_book
from thanthien.law.rules import LawBook
from thanthien.worktime.day_table import CalendarMissing, Status, WorktimeError
from thanthien.worktime.deadline import ClockMode, DayCode, Options, Pause, Term, TermUnit
from thanthien.worktime.queries import default_hours, due, national_calendar
from thanthien.worktime.rules import due as pure_due
from worktime.cases import EARLY, SATURDAYS, UNEVEN, hours_of, moment, term

GOLDEN = [
    ("Thu 2026-11-19 16:00", "3 working_day", "Wed 2026-11-25 16:00", "the holiday of Tuesday 24 November is skipped"),
    ("Fri 2026-08-21 09:00", "2 working_day", "Mon 2026-08-24 09:00", "the swapped Saturday 22 August is worked"),
]
WORKING_DAYS = [
    ("Mon 2026-11-09 09:15", "1 working_day", "Tue 2026-11-10 09:15", "the next day at the same clock"),
    ("Fri 2026-11-13 09:15", "1 working_day", "Mon 2026-11-16 09:15", "over a weekend"),
    ("Thu 2026-11-12 18:00", "3 working_day", "Wed 2026-11-18 08:00", "after closing: from Friday's opening"),
    ("Thu 2026-11-12 17:29", "1 working_day", "Fri 2026-11-13 17:29", "the last minute of the day"),
    ("Thu 2026-11-12 17:30", "1 working_day", "Mon 2026-11-16 08:00", "at closing sharp it is shut"),
    ("Thu 2026-11-12 12:10", "1 working_day", "Fri 2026-11-13 13:30", "at lunch: from the afternoon's opening"),
    ("Thu 2026-11-12 06:59", "1 working_day", "Fri 2026-11-13 08:00", "before opening"),
    ("Sun 2026-11-15 10:00", "2 working_day", "Wed 2026-11-18 08:00", "on a Sunday: from Monday's opening"),
    ("Tue 2026-11-24 10:00", "1 working_day", "Thu 2026-11-26 08:00", "on a holiday: from Wednesday's opening"),
    ("Fri 2026-02-13 14:00", "2 working_day", "Tue 2026-02-24 14:00", "over the nine days of Tết"),
    ("Fri 2026-04-24 10:00", "1 working_day", "Tue 2026-04-28 10:00", "Hùng Kings' Day on Sunday is made up on Monday"),
    ("Wed 2025-12-31 10:00", "1 working_day", "Mon 2026-01-05 10:00", "New Year and the swapped Friday 2 January"),
    ("Fri 2026-01-09 10:00", "1 working_day", "Sat 2026-01-10 10:00", "due on the swapped Saturday 10 January"),
    ("Sat 2026-01-10 10:00", "1 working_day", "Mon 2026-01-12 10:00", "received on the swapped Saturday"),
    ("Fri 2026-08-28 10:00", "1 working_day", "Thu 2026-09-03 10:00", "31 August swapped, National Day two days"),
    ("Thu 2024-05-02 10:00", "2 working_day", "Sat 2024-05-04 10:00", "2024: Saturday 4 May worked for Monday 29 April"),
    ("Fri 2025-04-25 10:00", "2 working_day", "Mon 2025-04-28 10:00", "2025: Saturday 26 April worked for Friday 2 May"),
    ("Mon 2025-11-24 10:00", "1 working_day", "Tue 2025-11-25 10:00", "24 November 2025 was no holiday yet"),
]
SAME_DAY = [
    ("Thu 2026-11-12 08:00", "0 same_day", "Thu 2026-11-12 17:30", "at opening"),
    ("Thu 2026-11-12 15:00", "0 same_day", "Thu 2026-11-12 17:30", "15:00 sharp is not after 15:00"),
    ("Thu 2026-11-12 15:01", "0 same_day", "Fri 2026-11-13 17:30", "after 15:00"),
    ("Fri 2026-11-13 16:00", "0 same_day", "Mon 2026-11-16 17:30", "after 15:00 on a Friday"),
    ("Mon 2026-11-23 15:30", "0 same_day", "Wed 2026-11-25 17:30", "after 15:00 before the holiday"),
    ("Thu 2026-11-12 18:00", "0 same_day", "Fri 2026-11-13 17:30", "after closing it is Friday's matter, not Monday's"),
    ("Sat 2026-11-14 16:00", "0 same_day", "Mon 2026-11-16 17:30", "on a Saturday afternoon it is Monday's matter"),
    ("Fri 2026-08-21 15:30", "0 same_day", "Sat 2026-08-22 17:30", "the next working day is the swapped Saturday"),
]
HOURS = [
    ("Thu 2026-11-12 08:00", "1 working_hour", "Thu 2026-11-12 09:00", "within the morning"),
    ("Thu 2026-11-12 11:30", "1 working_hour", "Thu 2026-11-12 14:00", "over lunch"),
    ("Thu 2026-11-12 11:00", "1 working_hour", "Thu 2026-11-12 12:00", "ends when lunch begins"),
    ("Thu 2026-11-12 16:30", "1 working_hour", "Thu 2026-11-12 17:30", "ends at closing, not next morning"),
    ("Thu 2026-11-12 16:45", "1 working_hour", "Fri 2026-11-13 08:15", "overnight"),
    ("Fri 2026-11-13 16:45", "2 working_hour", "Mon 2026-11-16 09:15", "over a weekend"),
    ("Sat 2026-11-14 09:00", "8 working_hour", "Mon 2026-11-16 17:30", "from Monday, one whole day"),
    ("Mon 2026-11-23 08:00", "16 working_hour", "Wed 2026-11-25 17:30", "two days with the holiday between"),
]
CALENDAR = [
    ("Mon 2026-11-09 09:00", "4 calendar_day", "Fri 2026-11-13 17:30", "day 4 at closing time"),
    ("Mon 2026-11-09 09:00", "5 calendar_day", "Mon 2026-11-16 17:30", "day 5 is a Saturday"),
    ("Mon 2026-11-09 09:00", "15 calendar_day", "Wed 2026-11-25 17:30", "day 15 is the holiday 24 November"),
    ("Mon 2026-02-02 09:00", "12 calendar_day", "Mon 2026-02-23 17:30", "day 12 opens the nine days of Tết"),
    ("Thu 2026-11-12 18:00", "1 calendar_day", "Mon 2026-11-16 17:30", "received at night: Friday is the day of receipt"),
    ("Mon 2026-08-17 09:00", "5 calendar_day", "Sat 2026-08-22 17:30", "the swapped Saturday is a working day to end on"),
    ("Thu 2026-01-15 09:00", "1 month", "Mon 2026-02-23 17:30", "15 February is a Sunday and Tết follows"),
    ("Wed 2026-03-11 09:00", "1 month", "Mon 2026-04-13 17:30", "11 April is a Saturday"),
    ("Tue 2026-03-31 09:00", "1 month", "Mon 2026-05-04 17:30", "April has no 31st; its 30th and 1 May are holidays"),
    ("Fri 2026-01-30 09:00", "1 month", "Mon 2026-03-02 17:30", "February ends on Saturday the 28th"),
    ("Wed 2025-12-31 09:00", "2 month", "Mon 2026-03-02 17:30", "over the new year, clipped to 28 February"),
    ("Tue 2026-06-09 09:00", "3 month", "Wed 2026-09-09 17:30", "the corresponding day"),
]


def names(rows):
    return [f"{received} + {what} = {answer}: {why}" for received, what, answer, why in rows]


TABLE = GOLDEN + WORKING_DAYS + SAME_DAY + HOURS + CALENDAR


@pytest.mark.parametrize(("received", "what", "answer", "why"), TABLE, ids=names(TABLE))
def test_the_table(received, what, answer, why):
    deadline = due(received_at=moment(received), term=term(what), options=Options(cutoff=True))
    assert deadline.due_at == moment(answer)
    assert deadline.adds_up()


LONG_MONDAY = UNEVEN | {"mon": [["07:30", "17:00"]], "tue": [["07:00", "11:30"], ["14:00", "16:15"]]}

OTHER_HOURS = [
    (SATURDAYS, "Sat 2026-11-14 09:00", "1 working_day", "Tue 2026-11-17 08:00", "a Saturday opening receives, Monday begins"),
    (SATURDAYS, "Sat 2026-11-14 09:00", "0 same_day", "Mon 2026-11-16 17:30", "not due on the Saturday"),
    (SATURDAYS, "Sat 2026-11-14 09:00", "2 working_hour", "Mon 2026-11-16 10:00", "hours run from Monday"),
    (
        SATURDAYS,
        "Sat 2026-11-14 09:00",
        "2 calendar_day",
        "Mon 2026-11-16 17:30",
        "on the calendar the Saturday is the day of receipt",
    ),
    (SATURDAYS, "Sat 2026-11-14 12:00", "2 calendar_day", "Wed 2026-11-18 17:30", "after the Saturday's closing: Monday is"),
    (SATURDAYS, "Wed 2026-11-11 09:00", "3 calendar_day", "Mon 2026-11-16 17:30", "never due on a Saturday opening"),
    (SATURDAYS, "Sat 2026-08-22 09:00", "1 working_day", "Mon 2026-08-24 09:00", "a swapped Saturday has Monday's hours"),
    (SATURDAYS, "Sat 2025-11-15 09:00", "2 calendar_day", "Wed 2025-11-19 17:30", "before the openings began it was shut"),
    (EARLY, "Thu 2026-11-12 07:45", "1 working_day", "Fri 2026-11-13 07:45", "hours from half past seven"),
    (EARLY, "Thu 2026-11-12 16:59", "0 same_day", "Thu 2026-11-12 17:00", "no rule of 15:00: due the same day"),
    (UNEVEN, "Mon 2026-11-09 16:30", "4 working_day", "Fri 2026-11-13 16:15", "Friday closes earlier: at its closing time"),
    (UNEVEN, "Mon 2026-11-09 13:45", "4 working_day", "Fri 2026-11-13 14:00", "Friday's lunch is longer: at its next opening"),
    (
        LONG_MONDAY,
        "Mon 2026-11-09 11:30",
        "1 working_day",
        "Tue 2026-11-10 14:00",
        "the minute at which the last day's lunch begins",
    ),
    (UNEVEN, "Mon 2026-11-09 08:00", "2 working_day", "Wed 2026-11-11 09:00", "Wednesday opens later"),
    (UNEVEN, "Mon 2026-11-09 14:00", "2 working_day", "Wed 2026-11-11 11:00", "Wednesday has only a morning"),
    (UNEVEN, "Sat 2026-01-10 07:30", "1 working_hour", "Sat 2026-01-10 08:30", "10 January has the hours of Friday 2 January"),
]


@pytest.mark.parametrize(("hours", "received", "what", "answer", "why"), OTHER_HOURS, ids=names(row[1:] for row in OTHER_HOURS))
def test_offices_with_their_own_hours(hours, received, what, answer, why):
    deadline = due(received_at=moment(received), term=term(what), hours=hours_of(hours))
    assert deadline.due_at == moment(answer)
    assert deadline.adds_up()


def pause(start, end, reason="chờ bổ sung"):
    return Pause(moment(start), moment(end), reason, "", "waiting for papers")


PAUSED = [
    ("Mon 2026-11-09 10:00", "3 working_day", [("Tue 2026-11-10 14:00", "Wed 2026-11-11 16:00")], "Fri 2026-11-13 12:00", "10 h"),
    (
        "Mon 2026-11-09 10:00",
        "3 working_day",
        [("Tue 2026-11-10 10:00", "Thu 2026-11-12 10:00")],
        "Mon 2026-11-16 10:00",
        "2 days",
    ),
    (
        "Mon 2026-11-09 10:00",
        "3 working_day",
        [("Tue 2026-11-10 18:00", "Wed 2026-11-11 07:00")],
        "Thu 2026-11-12 10:00",
        "a night",
    ),
    (
        "Mon 2026-11-09 10:00",
        "1 working_day",
        [("Tue 2026-11-10 10:00", "Fri 2026-11-13 10:00")],
        "Tue 2026-11-10 10:00",
        "at the end",
    ),
    (
        "Mon 2026-11-09 10:00",
        "1 working_day",
        [("Tue 2026-11-10 09:59", "Fri 2026-11-13 10:00")],
        "Fri 2026-11-13 10:01",
        "a minute left",
    ),
    (
        "Mon 2026-11-09 10:00",
        "1 working_day",
        [("Thu 2026-11-05 10:00", "Mon 2026-11-09 11:00")],
        "Tue 2026-11-10 11:00",
        "begun before",
    ),
    (
        "Mon 2026-11-09 10:00",
        "1 working_day",
        [("Mon 2026-11-09 14:00", "Mon 2026-11-09 16:00"), ("Mon 2026-11-09 15:00", "Mon 2026-11-09 17:00")],
        "Tue 2026-11-10 14:30",
        "overlapping pauses count once: 3 h",
    ),
    (
        "Mon 2026-11-09 08:00",
        "1 working_day",
        [("Mon 2026-11-09 18:00", "Tue 2026-11-10 14:00")],
        "Tue 2026-11-10 14:00",
        "at opening",
    ),
    (
        "Mon 2026-11-09 09:00",
        "0 same_day",
        [("Mon 2026-11-09 10:00", "Wed 2026-11-11 14:00")],
        "Thu 2026-11-12 10:30",
        "6.5 h left",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 working_hour",
        [("Mon 2026-11-09 10:00", "Mon 2026-11-09 11:30")],
        "Mon 2026-11-09 14:00",
        "over lunch",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 calendar_day",
        [("Tue 2026-11-10 10:00", "Thu 2026-11-12 10:00")],
        "Fri 2026-11-13 17:30",
        "2 days",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 calendar_day",
        [("Tue 2026-11-10 10:00", "Tue 2026-11-10 16:00")],
        "Wed 2026-11-11 17:30",
        "within a day",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 calendar_day",
        [("Wed 2026-11-11 17:30", "Fri 2026-11-13 10:00")],
        "Wed 2026-11-11 17:30",
        "too late",
    ),
    (
        "Mon 2026-11-09 09:00",
        "6 calendar_day",
        [("Sun 2026-11-15 20:00", "Tue 2026-11-17 10:00")],
        "Tue 2026-11-17 17:30",
        "at the move",
    ),
]


@pytest.mark.parametrize(("received", "what", "stretches", "answer", "why"), PAUSED, ids=[row[4] for row in PAUSED])
def test_pauses(received, what, stretches, answer, why):
    options = Options(pauses=tuple(pause(*stretch) for stretch in stretches))
    deadline = due(received_at=moment(received), term=term(what), options=options)
    assert deadline.due_at == moment(answer)
    assert deadline.adds_up()


def test_pauses_that_touch_are_one_pause():
    received = moment("Mon 2026-11-09 09:00")
    halves = (pause("Tue 2026-11-10 17:30", "Thu 2026-11-12 10:00"), pause("Tue 2026-11-10 10:00", "Tue 2026-11-10 17:30"))
    whole = (pause("Tue 2026-11-10 10:00", "Thu 2026-11-12 10:00"),)
    for what in ("2 calendar_day", "2 working_day", "3 working_hour"):
        one, two = (due(received_at=received, term=term(what), options=Options(pauses=pauses)) for pauses in (whole, halves))
        assert one.due_at == two.due_at


def test_on_the_calendar_a_clock_that_runs_again_at_closing_counts_the_day():
    stop = pause("Tue 2026-11-10 10:00", "Tue 2026-11-10 17:30")
    deadline = due(received_at=moment("Mon 2026-11-09 09:00"), term=term("2 calendar_day"), options=Options(pauses=(stop,)))
    assert deadline.due_at == moment("Wed 2026-11-11 17:30")


def test_the_hour_of_the_cutoff_is_the_laws():
    """Another decree, another hour: nothing but the data changes."""
    rules = {code: periods for code, periods in law_book().periods.items() if code != "same_day.cutoff"}
    (old,) = law_book().periods["same_day.cutoff"]
    law = LawBook(rules | {"same_day.cutoff": (replace(old, value="15:30"),)})
    office = {"calendar": national_calendar(), "hours": default_hours(), "law": law, "options": Options(cutoff=True)}
    inside = pure_due(received_at=moment("Thu 2026-11-12 15:30"), term=term("0 same_day"), **office)
    after = pure_due(received_at=moment("Thu 2026-11-12 15:31"), term=term("0 same_day"), **office)
    assert inside.due_at == moment("Thu 2026-11-12 17:30")
    assert after.due_at == moment("Fri 2026-11-13 17:30")
    assert after.days[0].why == "nhận sau 15:30, trả trong ngày làm việc tiếp theo"


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("3 working_day", "Mon 2026-11-30 09:00"),
        ("0 same_day", "Wed 2026-11-25 17:30"),
        ("2 working_hour", "Wed 2026-11-25 11:00"),
        ("5 calendar_day", "Mon 2026-11-30 17:30"),
    ],
)
def test_a_completed_dossier_starts_again_from_zero(what, answer):
    options = Options(restart_at=moment("Wed 2026-11-25 09:00"), pauses=(pause("Fri 2026-11-20 08:00", "Wed 2026-11-25 09:00"),))
    deadline = due(received_at=moment("Thu 2026-11-19 16:00"), term=term(what), options=options)
    assert deadline.due_at == moment(answer)
    assert [row.code for row in deadline.days[:6]] == [DayCode.BEFORE_RESTART] * 6
    assert "supplement.restarts" in [citation.code for citation in deadline.rule.citations]


def test_the_closing_mode_is_due_when_the_last_day_ends():
    deadline = due(
        received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=Options(clock=ClockMode.CLOSING)
    )
    assert deadline.due_at == moment("Wed 2026-11-25 17:30")
    assert deadline.rule.code == "working_day.closing"


def test_the_15_hours_say_nothing_of_terms_in_working_days():
    with_it = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=Options(cutoff=True))
    assert with_it == due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"))


def test_seconds_are_cut_as_on_the_printed_receipt():
    late = moment("Thu 2026-11-12 15:00").replace(second=59, microsecond=999_999)
    assert due(received_at=late, term=term("0 same_day"), options=Options(cutoff=True)).due_at == moment("Thu 2026-11-12 17:30")


def test_a_moment_without_a_zone_is_refused_with_a_sentence():
    with pytest.raises(WorktimeError, match="chưa ghi múi giờ"):
        due(received_at=datetime(2026, 11, 19, 16), term=term("3 working_day"))
    naive_pause = Pause(datetime(2026, 11, 20), datetime(2026, 11, 21), "chờ")
    with pytest.raises(WorktimeError, match="chưa ghi múi giờ"):
        due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=Options(pauses=(naive_pause,)))


def test_a_restart_before_the_receipt_is_refused():
    with pytest.raises(WorktimeError, match="không thể trước lúc nhận"):
        due(
            received_at=moment("Thu 2026-11-19 16:00"),
            term=term("3 working_day"),
            options=Options(restart_at=moment("Thu 2026-11-19 15:59")),
        )


def test_a_pause_that_ends_before_it_starts_is_refused():
    backwards = pause("Fri 2026-11-20 10:00", "Fri 2026-11-20 09:00")
    with pytest.raises(WorktimeError, match="kết thúc trước khi bắt đầu"):
        due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=Options(pauses=(backwards,)))


@pytest.mark.parametrize(
    ("received", "what", "year"),
    [
        ("Fri 2027-12-31 16:00", "3 working_day", 2028),
        ("Wed 2027-12-29 16:00", "3 calendar_day", 2028),
        ("Mon 2027-12-13 16:00", "1 month", 2028),
        ("Fri 2023-12-29 16:00", "1 working_day", 2023),
    ],
)
def test_a_year_nobody_has_entered_stops_the_calculation(received, what, year):
    with pytest.raises(CalendarMissing, match=f"Chưa có lịch nghỉ năm {year}") as caught:
        due(received_at=moment(received), term=term(what))
    assert caught.value.year == year


def test_a_year_whose_notice_is_not_out_says_so():
    deadline = due(received_at=moment("Thu 2026-12-31 09:00"), term=term("2 working_day"))
    assert deadline.calendar_status is Status.PROVISIONAL
    assert "Lịch nghỉ năm 2027 còn tạm tính." in deadline.summary
    assert "The days off of 2027 are provisional." in deadline.summary_en
    assert [row.confirmed for row in deadline.days] == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("received", "status"),
    [
        ("Thu 2026-11-19 16:00", Status.OFFICIAL),
        ("Fri 2026-08-21 09:00", Status.PROVISIONAL),
        ("Fri 2026-08-28 09:00", Status.PROVISIONAL),
        ("Mon 2026-08-24 09:00", Status.OFFICIAL),
        ("Fri 2026-01-09 09:00", Status.OFFICIAL),
    ],
    ids=[
        "2026 is official",
        "22 August is not sure",
        "31 August is not sure",
        "between them nothing is unsure",
        "10 January is sure",
    ],
)
def test_a_day_that_is_not_sure_makes_the_date_provisional(received, status):
    deadline = due(received_at=moment(received), term=term("2 working_day"))
    assert deadline.calendar_status is status
    assert ("còn tạm tính" in deadline.summary) == (status is Status.PROVISIONAL)


def test_the_law_of_the_day_the_term_starts_is_cited():
    old = due(received_at=moment("Thu 2025-06-26 09:00"), term=term("3 working_day"))
    new = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"))
    cited = [{citation.code: citation for citation in one.rule.citations}["term.start"] for one in (old, new)]
    assert "61/2018" in cited[0].source
    assert "309/2026" in cited[1].source
    assert [citation.confirmed for citation in cited] == [False, True]


def test_versions_of_law_and_calendar_are_kept_with_the_date():
    deadline = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"))
    assert deadline.law_version == law_book().version
    assert deadline.calendar_version == national_calendar().version


def test_the_pure_rule_asks_for_everything_it_uses():
    with pytest.raises(TypeError, match="law"):
        pure_due(  # type: ignore[call-arg]
            received_at=moment("Thu 2026-11-19 16:00"),
            term=Term(1, TermUnit.WORKING_DAY),
            calendar=national_calendar(),
            hours=hours_of(EARLY),
        )
