"""The explanation of a due date: each day that is told decides; the words are a neighbour's who works for the commune."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from thanthien.law.queries import law_book
from thanthien.shared.clock import VIETNAM
from thanthien.worktime.day_table import Calendar, CalendarDay, DayKind
from thanthien.worktime.deadline import CountUnit, DayCode, Deadline, Options, Pause
from thanthien.worktime.queries import default_hours, due, national_calendar
from thanthien.worktime.rules import due as pure_due
from worktime.cases import EARLY, SATURDAYS, hours_of, moment, term

# Received, term: between them they meet every kind of day of the table.
STORIES = [
    ("Thu 2026-11-19 16:00", "3 working_day"),
    ("Fri 2026-08-21 09:00", "2 working_day"),
    ("Fri 2026-08-28 10:00", "3 working_day"),
    ("Fri 2026-02-13 14:00", "2 working_day"),
    ("Fri 2026-04-24 10:00", "5 working_day"),
    ("Wed 2025-12-31 10:00", "8 working_day"),
    ("Sat 2026-11-21 09:00", "3 working_day"),
    ("Thu 2026-11-12 18:00", "2 working_day"),
    ("Mon 2026-11-23 15:30", "0 same_day"),
    ("Fri 2026-11-20 16:45", "14 working_hour"),
]


def reckon(received, what, calendar, options=None) -> Deadline:
    options = options or Options(cutoff=True)
    return pure_due(
        received_at=moment(received), term=term(what), calendar=calendar, hours=default_hours(), law=law_book(), options=options
    )


def altered(calendar: Calendar, day: date) -> Calendar:
    """The same calendar with the one day `day` turned over: worked becomes off, off becomes worked."""
    days = dict(calendar.days)
    if calendar.is_working_day(day):
        days[day] = CalendarDay(day, DayKind.HOLIDAY, "thử", "trial", "thử")
    elif day.weekday() < 5:
        del days[day]
    else:
        days[day] = CalendarDay(day, DayKind.SWAP_WORK, "thử", "trial", "thử", swap_with=day + timedelta(days=7 - day.weekday()))
    return Calendar(days, calendar.years)


EACH_DAY = [
    (received, what, index)
    for received, what in STORIES
    for index in range(len(due(received_at=moment(received), term=term(what), options=Options(cutoff=True)).days))
]


@pytest.mark.parametrize(("received", "what", "index"), EACH_DAY)
def test_turning_any_explained_day_over_changes_the_date(received, what, index):
    """A day skipped for its hour (too late in the day) is turned over by coming at nine o'clock, every other by the calendar."""
    calendar = national_calendar()
    before = reckon(received, what, calendar)
    day = before.days[index].day
    if before.days[index].code in (DayCode.OUTSIDE_HOURS, DayCode.CUTOFF):
        after = reckon(f"{received[:14]} 09:00", what, calendar)
    else:
        after = reckon(received, what, altered(calendar, day))
    assert after.due_at != before.due_at, f"{day} is told but does not matter"


@pytest.mark.parametrize(("received", "what", "index"), EACH_DAY)
def test_leaving_any_explained_day_out_is_noticed(received, what, index):
    whole = reckon(received, what, national_calendar())
    row = whole.days[index]
    assert whole.adds_up()
    assert not replace(whole, days=whole.days[:index] + whole.days[index + 1 :]).adds_up()
    other = replace(row, counted=not row.counted, credit=0 if row.counted else 1)
    assert not replace(whole, days=(*whole.days[:index], other, *whole.days[index + 1 :])).adds_up()


@pytest.mark.parametrize(("received", "what"), [("Mon 2026-11-09 09:00", "9 calendar_day"), ("Wed 2026-06-10 09:00", "1 month")])
def test_on_the_calendar_stopping_the_clock_on_any_counted_day_changes_the_date(received, what):
    calendar = national_calendar()
    before = reckon(received, what, calendar)
    counted = [row.day for row in before.days if row.counted]
    assert len(counted) == before.amount
    for day in counted:
        start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        stop = Pause(start, start + timedelta(days=1, minutes=1), "thử")
        after = reckon(received, what, calendar, Options(pauses=(stop,)))
        assert after.due_at > before.due_at
        assert after.adds_up()


def test_on_the_calendar_each_day_of_the_move_decides():
    calendar = national_calendar()
    before = reckon("Mon 2026-02-02 09:00", "12 calendar_day", calendar)
    moved = [row.day for row in before.days[before.amount :]]
    assert (moved[0], moved[-1]) == (date(2026, 2, 14), date(2026, 2, 23))
    for day in moved:
        after = reckon("Mon 2026-02-02 09:00", "12 calendar_day", altered(calendar, day))
        assert after.due_at != before.due_at


def test_the_explanation_added_up_by_hand_is_the_date():
    """Only the list is read: start on the day of receipt, add a day a line, stop when the credits make the term."""
    deadline = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"))
    day, total = date(2026, 11, 19), 0
    for row in deadline.days:
        assert row.day == day
        total += row.credit
        if total == 3:
            break
        day += timedelta(days=1)
    assert day == deadline.due_at.date() == date(2026, 11, 25)


def test_minutes_add_up_to_the_term_when_the_clock_was_stopped():
    stop = Pause(
        moment("Fri 2026-11-20 14:00"), moment("Thu 2026-11-26 09:00"), "chờ bổ sung", "Điều 19(4)", "waiting for papers"
    )
    deadline = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=Options(pauses=(stop,)))
    assert deadline.amount_unit is CountUnit.MINUTE
    assert [(row.day.day, row.credit, row.code.value) for row in deadline.days] == [
        (19, 90, "counted"),
        (20, 270, "counted"),
        (21, 0, "weekend"),
        (22, 0, "weekend"),
        (23, 0, "paused"),
        (24, 0, "holiday"),
        (25, 0, "paused"),
        (26, 420, "counted"),
        (27, 480, "counted"),
        (28, 0, "weekend"),
        (29, 0, "weekend"),
        (30, 180, "counted"),
    ]
    assert sum(row.credit for row in deadline.days) == 3 * 8 * 60
    assert deadline.days[4].source == "Điều 19(4)"
    assert deadline.days[1].why == "tính 4 giờ 30 phút, tạm dừng 3 giờ 30 phút"
    assert deadline.days[4].why_en == "clock stopped: waiting for papers"


WORDS = [
    ("Thu 2026-11-19 16:00", "3 working_day", 0, "ngày nhận, chưa tính", "Điều 147(2) Bộ luật Dân sự 2015"),
    ("Thu 2026-11-19 16:00", "3 working_day", 1, "ngày làm việc 1 trong 3", "Điều 1 Quyết định 188/1999/QĐ-TTg"),
    ("Thu 2026-11-19 16:00", "3 working_day", 2, "thứ Bảy", "Điều 1 Quyết định 188/1999/QĐ-TTg"),
    (
        "Thu 2026-11-19 16:00",
        "3 working_day",
        5,
        "nghỉ Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)",
        "Nghị quyết 28/2026/QH16",
    ),
    ("Fri 2026-04-24 10:00", "1 working_day", 3, "nghỉ bù Giỗ Tổ Hùng Vương (Điều 111(3) Bộ luật Lao động 2019)", "Điều 111(3)"),
    (
        "Wed 2025-12-31 10:00",
        "1 working_day",
        2,
        "nghỉ dịp Tết Dương lịch, làm bù thứ Bảy 10/1 (Công văn 12729/VPCP-KGVX)",
        "12729",
    ),
    ("Fri 2026-08-21 09:00", "2 working_day", 1, "ngày làm việc 1 trong 2 (làm bù cho thứ Hai 31/8)", "Thông báo 9441/TB-BNV"),
    ("Sat 2026-11-21 09:00", "3 working_day", 0, "nhận vào thứ Bảy; tính từ 08:00 thứ Hai, 23/11", "188/1999"),
    ("Thu 2026-11-12 18:00", "2 working_day", 0, "nhận ngoài giờ làm việc, tính từ 08:00 thứ Sáu, 13/11", "Mục 3"),
    ("Thu 2026-11-12 18:00", "2 working_day", 1, "bắt đầu tính từ 08:00, ngày này chưa tính", "147(2)"),
    ("Mon 2026-11-23 15:30", "0 same_day", 0, "nhận sau 15:00, trả trong ngày làm việc tiếp theo", "Luật Hộ tịch"),
    ("Mon 2026-11-23 15:30", "0 same_day", 2, "trả trong ngày, trước 17:30", "188/1999"),
    ("Mon 2026-11-09 09:00", "5 calendar_day", 5, "ngày 5 trong 5 (thứ Bảy vẫn tính)", "147(2)"),
    ("Mon 2026-11-09 09:00", "5 calendar_day", 6, "Chủ nhật, chuyển sang ngày làm việc tiếp theo", "148(5)"),
    ("Mon 2026-11-09 09:00", "5 calendar_day", 7, "ngày làm việc tiếp theo, đến hạn", "148(5)"),
    ("Mon 2026-11-16 09:00", "9 calendar_day", 8, "ngày 8 trong 9 (Ngày Văn hóa Việt Nam vẫn tính)", "147(2)"),
]


@pytest.mark.parametrize(("received", "what", "index", "why", "source"), WORDS, ids=[row[3] for row in WORDS])
def test_why_a_day_is_counted_or_not(received, what, index, why, source):
    row = due(received_at=moment(received), term=term(what), options=Options(cutoff=True)).days[index]
    assert row.why == why
    assert source in row.source


def test_a_saturday_when_the_counter_only_receives_is_told_as_such():
    deadline = due(received_at=moment("Sat 2026-11-14 09:00"), term=term("6 working_day"), hours=hours_of(SATURDAYS))
    assert deadline.days[0].code is DayCode.SATURDAY_OPEN
    assert deadline.days[0].why.startswith("nhận vào thứ Bảy mở cửa nhận hồ sơ, không tính vào hạn; tính từ 08:00 thứ Hai")
    assert deadline.days[7].why == "thứ Bảy mở cửa nhận hồ sơ, không tính vào hạn"
    assert "reckoning.saturday_opening" in [citation.code for citation in deadline.rule.citations]
    assert "Nhận thứ Bảy nên tính từ 08:00 thứ Hai, 16/11." in deadline.summary


RESUMED = [
    ("Mon 2026-11-09 07:30", "Mon 2026-11-09 17:00", "Wed 2026-11-11 17:00", "Thu 2026-11-12 07:30", "15 giờ", [0, 0, 0]),
    ("Mon 2026-11-09 07:30", "Mon 2026-11-09 18:00", "Wed 2026-11-11 14:00", "Wed 2026-11-11 14:00", "12 giờ", [0, 0]),
    ("Mon 2026-11-09 13:30", "Tue 2026-11-10 11:40", "Tue 2026-11-10 15:00", "Tue 2026-11-10 15:00", "1 giờ 30 phút", [240]),
]


@pytest.mark.parametrize(("received", "start", "end", "answer", "stopped", "credits_after"), RESUMED)
def test_a_promise_that_falls_into_a_pause_is_due_when_the_clock_runs_again(received, start, end, answer, stopped, credits_after):
    """All the time was used by the closing before, but a promise of the next opening is not kept against a standing clock."""
    options = Options(pauses=(Pause(moment(start), moment(end), "chờ thuế"),))
    deadline = due(received_at=moment(received), term=term("1 working_day"), hours=hours_of(EARLY), options=options)
    assert deadline.due_at == moment(answer)
    assert f"Tạm dừng {stopped} làm việc: chờ thuế." in deadline.summary
    assert [row.credit for row in deadline.days[1:]] == credits_after
    if deadline.days[-1].credit == 0:
        assert deadline.days[-1].code is DayCode.RESUMED
        assert deadline.days[-1].why == f"hết tạm dừng, đến hạn lúc {moment(answer):%H:%M}"


def test_a_pause_that_took_no_working_time_leaves_the_count_in_days():
    for start, end in (("Mon 2026-11-09 17:00", "Tue 2026-11-10 07:30"), ("Sat 2026-11-07 08:00", "Sun 2026-11-08 20:00")):
        options = Options(pauses=(Pause(moment(start), moment(end), "chờ thuế"),))
        deadline = due(
            received_at=moment("Mon 2026-11-09 07:30"), term=term("1 working_day"), hours=hours_of(EARLY), options=options
        )
        assert (deadline.amount, deadline.amount_unit) == (1, CountUnit.WORKING_DAY)
        assert "Tạm dừng" not in deadline.summary


SUMMARIES = [
    (
        "Thu 2026-11-19 16:00",
        "3 working_day",
        {},
        "3 ngày làm việc, không tính ngày nhận. 24/11 nghỉ Ngày Văn hóa Việt Nam.",
        "3 working days, not counting the day of receipt. 24 Nov is off: Vietnam Culture Day.",
    ),
    (
        "Mon 2026-11-09 09:00",
        "1 working_day",
        {},
        "1 ngày làm việc, không tính ngày nhận.",
        "1 working day, not counting the day of receipt.",
    ),
    (
        "Fri 2026-02-13 14:00",
        "2 working_day",
        {},
        "2 ngày làm việc, không tính ngày nhận. 16/2–20/2 nghỉ Tết Nguyên đán.",
        "2 working days, not counting the day of receipt. 16 Feb – 20 Feb is off: Tết.",
    ),
    ("Mon 2026-11-09 09:00", "0 same_day", {}, "Trả trong ngày, trước 17:30.", "Returned the same day, by 17:30."),
    (
        "Mon 2026-11-09 15:30",
        "0 same_day",
        {"cutoff": True},
        "Nhận sau 15:00 nên trả trong ngày làm việc tiếp theo, trước 17:30.",
        "Received after 15:00, so returned on the next working day by 17:30.",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 working_hour",
        {},
        "2 giờ làm việc, tính ngay từ lúc nhận.",
        "2 working hours, from the moment of receipt.",
    ),
    (
        "Mon 2026-11-09 09:00",
        "5 calendar_day",
        {},
        "5 ngày, tính cả ngày nghỉ, không tính ngày nhận. Ngày cuối 14/11 là ngày nghỉ nên chuyển sang thứ Hai, 16/11.",
        "5 calendar days, not counting the day of receipt. The last day, 14 Nov, is off, so moved to Monday, 16 Nov.",
    ),
    ("Tue 2026-06-09 09:00", "1 month", {}, "1 tháng, không tính ngày nhận.", "1 month, not counting the day of receipt."),
    (
        "Thu 2026-11-12 18:00",
        "1 working_day",
        {},
        "1 ngày làm việc, không tính ngày nhận. Nhận ngoài giờ nên tính từ 08:00 thứ Sáu, 13/11.",
        "1 working day, not counting the day of receipt. Received outside hours, so from 08:00 on Friday, 13 Nov.",
    ),
    (
        "Fri 2026-08-28 10:00",
        "1 working_day",
        {},
        "1 ngày làm việc, không tính ngày nhận. 31/8 nghỉ, làm bù 22/8. 1/9–2/9 nghỉ Quốc khánh. Ngày 31/8 còn tạm tính.",
        "1 working day, not counting the day of receipt. 31 Aug is off, worked on 22 Aug. 1 Sep – 2 Sep is off: National Day. "
        "31 Aug is provisional.",
    ),
    (
        "Thu 2026-11-05 16:00",
        "1 working_day",
        {"restart_at": moment("Mon 2026-11-09 09:00")},
        "1 ngày làm việc, không tính ngày nhận. Bổ sung đủ ngày 9/11 nên tính lại từ đầu.",
        "1 working day, not counting the day of receipt. Complete on 9 Nov, so counted afresh.",
    ),
    (
        "Mon 2026-11-09 09:00",
        "1 working_day",
        {
            "pauses": (
                Pause(moment("Mon 2026-11-09 10:00"), moment("Mon 2026-11-09 11:30"), "chờ nộp thuế", "", "waiting for the tax"),
                Pause(moment("Mon 2026-11-23 10:00"), moment("Mon 2026-11-23 11:30"), "việc khác", "", "something else"),
            )
        },
        "1 ngày làm việc, không tính ngày nhận. Tạm dừng 1 giờ 30 phút làm việc: chờ nộp thuế.",
        "1 working day, not counting the day of receipt. Stopped for 1 h 30 min of working time: waiting for the tax.",
    ),
    (
        "Mon 2026-11-09 09:00",
        "2 calendar_day",
        {
            "pauses": (
                Pause(moment("Tue 2026-11-10 10:00"), moment("Thu 2026-11-12 10:00"), "chờ nộp thuế", "", "waiting for the tax"),
            )
        },
        "2 ngày, tính cả ngày nghỉ, không tính ngày nhận. Tạm dừng 2 ngày: chờ nộp thuế.",
        "2 calendar days, not counting the day of receipt. Stopped for 2 days: waiting for the tax.",
    ),
]


@pytest.mark.parametrize(("received", "what", "options", "vi", "en"), SUMMARIES, ids=[row[3] for row in SUMMARIES])
def test_the_date_in_one_breath(received, what, options, vi, en):
    deadline = due(received_at=moment(received), term=term(what), options=Options(**options))
    assert deadline.summary == vi
    assert deadline.summary_en == en


FORBIDDEN = re.compile(r"vui lòng|không hợp lệ|hệ thống|\bbạn\b|công dân|quý khách|đối tượng|!", re.IGNORECASE)


def test_no_word_that_a_neighbour_would_not_say():
    texts = [rule.says for rule in law_book()]
    for received, what in STORIES:
        deadline = due(received_at=moment(received), term=term(what), options=Options(cutoff=True))
        texts += [deadline.summary, deadline.rule.says, *(row.why for row in deadline.days)]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


def test_vietnamese_and_english_stand_beside_each_other_everywhere():
    for received, what in STORIES:
        deadline = due(received_at=moment(received), term=term(what), options=Options(cutoff=True))
        assert all(row.why and row.why_en and row.source for row in deadline.days)
        assert all(citation.says and citation.says_en and citation.source for citation in deadline.rule.citations)
