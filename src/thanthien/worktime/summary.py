"""The rule of a count, and the whole of it in one or two sentences a clerk can read aloud. Pure."""

from collections.abc import Iterator
from datetime import date

from thanthien.worktime.day_table import Status
from thanthien.worktime.deadline import (
    AppliedRule,
    Citation,
    ClockMode,
    CountUnit,
    DayCode,
    ExplainedDay,
    Term,
    TermUnit,
)
from thanthien.worktime.tally import Phase
from thanthien.worktime.wording import (
    WEEKDAYS_EN,
    Telling,
    Words,
    day_month,
    day_month_en,
    duration,
    duration_en,
    weekday,
)

NAMED = frozenset({DayCode.HOLIDAY, DayCode.COMPENSATORY, DayCode.SWAP_OFF, DayCode.SWAP_WORK, DayCode.LOCAL_OFF})


def applied_rule(*, term: Term, telling: Telling) -> AppliedRule:
    """Which way of reckoning was used, and every legal rule behind it, in the order in which it was needed."""
    code, codes = _way(term, telling)
    used = {row.code for row in telling.count.tallies}
    if telling.count.starts != telling.count.received and telling.options.restart_at is None:
        codes.append("reckoning.outside_hours")
    if DayCode.SATURDAY_OPEN in used:
        codes.append("reckoning.saturday_opening")
    if telling.options.restart_at is not None:
        codes.append("supplement.restarts")
    if telling.count.stopped:
        codes.append("reckoning.pause")
    if any(row.phase is Phase.ROLL for row in telling.count.tallies):
        codes.append("term.last_day_off")
    rules = [telling.rule(name) for name in ("term.start", *codes)]
    citations = tuple(Citation(rule.code, rule.says, rule.says_en, rule.citation, rule.confirmed) for rule in rules)
    says, says_en = _opening(term, telling)
    return AppliedRule(code, says, says_en, citations)


def _way(term: Term, telling: Telling) -> tuple[str, list[str]]:
    if term.unit is TermUnit.SAME_DAY:
        moved = telling.options.cutoff
        return "same_day.cutoff" if moved else "same_day", ["reckoning.closing", *(["same_day.cutoff"] if moved else [])]
    if term.unit is TermUnit.WORKING_HOUR:
        return "working_hour", ["term.hour_starts_at_once", "working_week.days"]
    if term.unit is TermUnit.WORKING_DAY:
        end = "reckoning.closing" if telling.options.clock is ClockMode.CLOSING else "reckoning.same_clock"
        return f"working_day.{telling.options.clock}", ["term.first_day_excluded", "working_week.days", end]
    if term.unit is TermUnit.MONTH:
        return "month", ["term.first_day_excluded", "term.month_end", "reckoning.closing"]
    return "calendar_day", ["term.first_day_excluded", "reckoning.closing"]


def _opening(term: Term, telling: Telling) -> Words:
    count, value = telling.count, term.value
    if term.unit is TermUnit.SAME_DAY:
        closes = f"{count.due:%H:%M}"
        if any(row.code is DayCode.CUTOFF for row in count.tallies):
            at = f"{telling.rule('same_day.cutoff').clock:%H:%M}"
            return f"Nhận sau {at} nên trả trong ngày làm việc tiếp theo, trước {closes}.", (
                f"Received after {at}, so returned on the next working day by {closes}."
            )
        return f"Trả trong ngày, trước {closes}.", f"Returned the same day, by {closes}."
    many = "" if value == 1 else "s"
    if term.unit is TermUnit.WORKING_HOUR:
        return f"{value} giờ làm việc, tính ngay từ lúc nhận.", f"{value} working hour{many}, from the moment of receipt."
    if term.unit is TermUnit.WORKING_DAY:
        return f"{value} ngày làm việc, không tính ngày nhận.", f"{value} working day{many}, not counting the day of receipt."
    if term.unit is TermUnit.MONTH:
        return f"{value} tháng, không tính ngày nhận.", f"{value} month{many}, not counting the day of receipt."
    every = f"{value} ngày, tính cả ngày nghỉ, không tính ngày nhận."
    return every, f"{value} calendar day{many}, not counting the day of receipt."


def summary(*, rule: AppliedRule, days: tuple[ExplainedDay, ...], telling: Telling) -> Words:
    """The due date in words: the term, then only what is out of the ordinary, then what is not sure. (Vietnamese, English)."""
    parts = [(rule.says, rule.says_en), *_beginning(telling), *_stopped(telling), *_special(telling), *_rolled(telling)]
    parts += _unsure(days, telling)
    return " ".join(vi for vi, _ in parts), " ".join(en for _, en in parts)


def _beginning(telling: Telling) -> Iterator[Words]:
    count, restart = telling.count, telling.options.restart_at
    starts = count.starts
    if restart is not None:
        day = restart.astimezone(starts.tzinfo).date()
        yield f"Bổ sung đủ ngày {day_month(day)} nên tính lại từ đầu.", f"Complete on {day_month_en(day)}, so counted afresh."
    elif starts != count.received:
        saturday = count.tallies[0].code is DayCode.SATURDAY_OPEN
        when, when_en = ("thứ Bảy", "on a Saturday") if saturday else ("ngoài giờ", "outside hours")
        yield (
            f"Nhận {when} nên tính từ {starts:%H:%M} {weekday(starts.date())}, {day_month(starts.date())}.",
            f"Received {when_en}, so from {starts:%H:%M} on {WEEKDAYS_EN[starts.weekday()]}, {day_month_en(starts.date())}.",
        )


def _stopped(telling: Telling) -> Iterator[Words]:
    count = telling.count
    if not count.stopped:
        return
    felt = [pause for pause in telling.options.pauses if pause.start < count.due and pause.end > count.starts]
    reasons = ", ".join(dict.fromkeys(pause.reason for pause in felt))
    reasons_en = ", ".join(dict.fromkeys(pause.reason_en or pause.reason for pause in felt))
    if count.unit is CountUnit.CALENDAR_DAY:
        many = "" if count.stopped == 1 else "s"
        yield f"Tạm dừng {count.stopped} ngày: {reasons}.", f"Stopped for {count.stopped} day{many}: {reasons_en}."
    else:
        yield (
            f"Tạm dừng {duration(count.stopped)} làm việc: {reasons}.",
            f"Stopped for {duration_en(count.stopped)} of working time: {reasons_en}.",
        )


def _special(telling: Telling) -> Iterator[Words]:
    """Holidays and swaps that moved the date, neighbours of one name joined ("16/2–20/2 nghỉ Tết Nguyên đán")."""
    runs: list[tuple[str, str, date, date]] = []
    for row in telling.count.tallies:
        entry = telling.office.calendar.entry(row.day)
        if entry is None or row.code not in NAMED:
            continue
        vi, en = f"nghỉ {entry.name}", f"is off: {entry.name_en}"
        if row.code is DayCode.COMPENSATORY:
            vi, en = f"nghỉ bù {entry.name}", f"is off in lieu of {entry.name_en}"
        elif row.code is DayCode.SWAP_WORK and entry.swap_with is not None:
            other = f"{weekday(entry.swap_with)} {day_month(entry.swap_with)}"
            vi, en = f"làm bù cho {other}", f"is worked for {day_month_en(entry.swap_with)}"
        elif row.code is DayCode.SWAP_OFF and entry.swap_with is not None:
            vi, en = f"nghỉ, làm bù {day_month(entry.swap_with)}", f"is off, worked on {day_month_en(entry.swap_with)}"
        if runs and runs[-1][0] == vi and (row.day - runs[-1][3]).days == 1:
            runs[-1] = (*runs[-1][:3], row.day)
        else:
            runs.append((vi, en, row.day, row.day))
    for vi, en, first, last in runs:
        span = day_month(first) if first == last else f"{day_month(first)}–{day_month(last)}"
        span_en = day_month_en(first) if first == last else f"{day_month_en(first)} – {day_month_en(last)}"
        yield f"{span} {vi}.", f"{span_en} {en}."


def _rolled(telling: Telling) -> Iterator[Words]:
    if all(row.phase is not Phase.ROLL for row in telling.count.tallies):
        return
    last = next(row.day for row in reversed(telling.count.tallies) if row.phase is not Phase.ROLL)
    due = telling.count.due.date()
    yield (
        f"Ngày cuối {day_month(last)} là ngày nghỉ nên chuyển sang {weekday(due)}, {day_month(due)}.",
        f"The last day, {day_month_en(last)}, is off, so moved to {WEEKDAYS_EN[due.weekday()]}, {day_month_en(due)}.",
    )


def _unsure(days: tuple[ExplainedDay, ...], telling: Telling) -> Iterator[Words]:
    calendar = telling.office.calendar
    for year in sorted({row.day.year for row in days}):
        if calendar.years[year].status is Status.PROVISIONAL:
            yield f"Lịch nghỉ năm {year} còn tạm tính.", f"The days off of {year} are provisional."
    for row in days:
        entry = calendar.entry(row.day)
        if entry is not None and entry.status is Status.PROVISIONAL and calendar.years[row.day.year].status is Status.OFFICIAL:
            yield f"Ngày {day_month(row.day)} còn tạm tính.", f"{day_month_en(row.day)} is provisional."
