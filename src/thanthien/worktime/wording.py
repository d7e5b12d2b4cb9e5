"""Days, dates and durations in words, and why a day was counted or not. Pure. Vietnamese first, English beside."""

from dataclasses import dataclass
from datetime import date, datetime

from thanthien.law.rules import LawBook, LegalRule
from thanthien.worktime.day_table import CalendarDay, Status
from thanthien.worktime.deadline import CountUnit, DayCode, ExplainedDay, Options, Pause, TermUnit
from thanthien.worktime.tally import Count, Office, Phase, Tally

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# The law behind each reason that is not a day of the calendar table.
LAW_OF = {
    DayCode.RECEIVED: "term.first_day_excluded",
    DayCode.STARTED: "term.first_day_excluded",
    DayCode.OUTSIDE_HOURS: "reckoning.outside_hours",
    DayCode.BEFORE_RESTART: "supplement.restarts",
    DayCode.CUTOFF: "same_day.cutoff",
    DayCode.COUNTED: "working_week.days",
    DayCode.CALENDAR_DAY: "term.first_day_excluded",
    DayCode.WEEKEND: "working_week.days",
    DayCode.SATURDAY_OPEN: "reckoning.saturday_opening",
    DayCode.PAUSED: "reckoning.pause",
    DayCode.RESUMED: "reckoning.pause",
    DayCode.MOVED: "term.last_day_off",
}

Words = tuple[str, str]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def day_month(day: date) -> str:
    """`24/11`."""
    return f"{day.day}/{day.month}"


def day_month_en(day: date) -> str:
    """`24 Nov`."""
    return f"{day.day} {MONTHS_EN[day.month - 1]}"


def long_day(day: date) -> str:
    """`thứ Ba, 1/12/2026`."""
    return f"{weekday(day)}, {day.day}/{day.month}/{day.year}"


def duration(minutes: int) -> str:
    """`1 giờ 30 phút`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} giờ" if hours else "", f"{rest} phút" if rest or not hours else "") if part)


def duration_en(minutes: int) -> str:
    """`1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part)


@dataclass(frozen=True, slots=True)
class Telling:
    """All that the sentences of one count need. `law_on` is the day whose law is cited: the day the term began to run."""

    count: Count
    unit: TermUnit
    office: Office
    law: LawBook
    options: Options

    @property
    def law_on(self) -> date:
        return self.count.starts.date()

    def rule(self, code: str) -> LegalRule:
        return self.law.rule(code=code, on=self.law_on)


def explained(*, tally: Tally, telling: Telling) -> ExplainedDay:
    """The day of `tally` with its reason in words, its source, and whether both can be relied on."""
    entry = telling.office.calendar.entry(tally.day)
    why, why_en = _why(tally, entry, telling)
    sure = telling.office.calendar.status(tally.day) is Status.OFFICIAL
    if entry is not None and tally.code not in LAW_OF:
        source, confirmed = entry.basis, sure
    else:
        code = "term.last_day_off" if tally.phase is Phase.ROLL and tally.code is DayCode.WEEKEND else LAW_OF[tally.code]
        rule = telling.rule(code)
        source, confirmed = rule.citation, rule.confirmed and sure
    if tally.code is DayCode.PAUSED:
        source = _pause_at(tally.day, telling).source or source
    return ExplainedDay(tally.day, tally.credit > 0, tally.credit, tally.ordinal, tally.code, why, why_en, source, confirmed)


def _why(tally: Tally, entry: CalendarDay | None, telling: Telling) -> Words:
    if tally.phase is Phase.LEAD:
        return _why_lead(tally, entry, telling)
    if tally.code is DayCode.PAUSED:
        pause = _pause_at(tally.day, telling)
        return f"tạm dừng: {pause.reason}", f"clock stopped: {pause.reason_en or pause.reason}"
    if tally.credit:
        return _why_counted(tally, entry, telling)
    if tally.code is DayCode.CUTOFF:
        at = f"{telling.rule('same_day.cutoff').clock:%H:%M}"
        return f"nhận sau {at}, trả trong ngày làm việc tiếp theo", f"received after {at}: returned on the next working day"
    if tally.code is DayCode.RECEIVED:
        return "ngày nhận, chưa tính", "day of receipt, not counted"
    if tally.code is DayCode.STARTED:
        return _why_started(telling)
    if tally.code is DayCode.RESUMED:
        at = f"{telling.count.due:%H:%M}"
        return f"hết tạm dừng, đến hạn lúc {at}", f"clock runs again, due at {at}"
    if tally.code is DayCode.MOVED:
        return "ngày làm việc tiếp theo, đến hạn", "next working day, due"
    why, why_en = why_off(day=tally.day, code=tally.code, entry=entry)
    if tally.phase is Phase.ROLL:
        return f"{why}, chuyển sang ngày làm việc tiếp theo", f"{why_en}, moved to the next working day"
    return why, why_en


def _why_lead(tally: Tally, entry: CalendarDay | None, telling: Telling) -> Words:
    if tally.code is DayCode.BEFORE_RESTART:
        return "trước khi bổ sung đủ, tính lại từ đầu", "before the dossier was complete; the term started again"
    starts = telling.count.starts
    from_vi = f"tính từ {starts:%H:%M} {weekday(starts.date())}, {day_month(starts.date())}"
    from_en = f"counting from {starts:%H:%M} on {WEEKDAYS_EN[starts.weekday()]}, {day_month_en(starts.date())}"
    if tally.code is DayCode.OUTSIDE_HOURS:
        return f"nhận ngoài giờ làm việc, {from_vi}", f"received outside hours, {from_en}"
    why, why_en = why_off(day=tally.day, code=tally.code, entry=entry)
    first = telling.options.restart_at is None and tally.day == telling.count.received.date()
    return (f"nhận vào {why}; {from_vi}", f"received on {why_en}; {from_en}") if first else (why, why_en)


def _why_started(telling: Telling) -> Words:
    starts, restart = telling.count.starts, telling.options.restart_at
    if restart is not None and restart.astimezone(starts.tzinfo).date() == starts.date():
        return "ngày bổ sung đủ, chưa tính", "day the dossier was complete, not counted"
    return f"bắt đầu tính từ {starts:%H:%M}, ngày này chưa tính", f"term starts at {starts:%H:%M}; this day is not counted"


def why_off(*, day: date, code: DayCode, entry: CalendarDay | None) -> Words:
    """Why `day` is not worked: the weekday, the holiday with its document, or the swap."""
    name, name_en = weekday(day), WEEKDAYS_EN[day.weekday()]
    if code is DayCode.SATURDAY_OPEN:
        return "thứ Bảy mở cửa nhận hồ sơ, không tính vào hạn", "Saturday opening, not counted in the term"
    if entry is None:
        return name, name_en
    if code is DayCode.SWAP_OFF and entry.swap_with is not None:
        other, other_en = day_month(entry.swap_with), day_month_en(entry.swap_with)
        return (
            f"nghỉ {entry.name}, làm bù {weekday(entry.swap_with)} {other} ({entry.basis})",
            f"off ({entry.name_en}), worked on {WEEKDAYS_EN[entry.swap_with.weekday()]} {other_en} instead",
        )
    if code is DayCode.COMPENSATORY:
        return f"nghỉ bù {entry.name} ({entry.basis})", f"day off in lieu of {entry.name_en}"
    if code is DayCode.LOCAL_OFF:
        return f"nghỉ {entry.name} ({entry.basis})", f"closed: {entry.name_en}"
    return f"nghỉ {entry.name} ({entry.basis})", f"holiday: {entry.name_en}"


def _why_counted(tally: Tally, entry: CalendarDay | None, telling: Telling) -> Words:
    what, what_en = _amount(tally, telling)
    if tally.code is DayCode.SWAP_WORK and entry is not None and entry.swap_with is not None:
        other = f"{weekday(entry.swap_with)} {day_month(entry.swap_with)}"
        what, what_en = f"{what} (làm bù cho {other})", f"{what_en} (worked for {day_month_en(entry.swap_with)})"
    if tally.paused:
        what = f"{what}, tạm dừng {duration(tally.paused)}"
        what_en = f"{what_en}, stopped for {duration_en(tally.paused)}"
    return what, what_en


def _amount(tally: Tally, telling: Telling) -> Words:
    if telling.count.unit is CountUnit.MINUTE:
        return f"tính {duration(tally.credit)}", f"{duration_en(tally.credit)} counted"
    if telling.unit is TermUnit.SAME_DAY:
        closes = f"{telling.count.due:%H:%M}"
        return f"trả trong ngày, trước {closes}", f"returned today, by {closes}"
    if telling.count.unit is CountUnit.CALENDAR_DAY:
        off, off_en = _off_but_counted(tally.day, telling)
        return f"ngày {_of(tally, telling)}{off}", f"day {tally.ordinal} of {telling.count.amount}{off_en}"
    return f"ngày làm việc {_of(tally, telling)}", f"working day {tally.ordinal} of {telling.count.amount}"


def _of(tally: Tally, telling: Telling) -> str:
    """`4 trong 10`: never "ngày thứ 4", which is heard as Wednesday."""
    return f"{tally.ordinal} trong {telling.count.amount}"


def _off_but_counted(day: date, telling: Telling) -> Words:
    """On the calendar a day off is counted too; say which day off it is."""
    if telling.office.calendar.is_working_day(day):
        return "", ""
    entry = telling.office.calendar.entry(day)
    name, name_en = (weekday(day), WEEKDAYS_EN[day.weekday()]) if entry is None else (entry.name, entry.name_en)
    return f" ({name} vẫn tính)", f" ({name_en} counts too)"


def _pause_at(day: date, telling: Telling) -> Pause:
    """The pause that touches `day`, the first of them where several do."""
    touching = [pause for pause in telling.options.pauses if _local(pause.start, telling) <= day <= _local(pause.end, telling)]
    return min(touching, key=lambda pause: pause.start)


def _local(moment: datetime, telling: Telling) -> date:
    return moment.astimezone(telling.count.starts.tzinfo).date()
