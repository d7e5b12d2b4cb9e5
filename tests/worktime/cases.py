"""What the tests of working time share: moments written with their weekday, offices, and strategies for Hypothesis."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from thanthien.shared.clock import VIETNAM
from thanthien.worktime.day_table import Calendar, CalendarDay, DayKind
from thanthien.worktime.deadline import Options, Pause, Term, TermUnit
from thanthien.worktime.office_hours import WeeklyHours
from thanthien.worktime.queries import national_calendar
from worktime.oracle import World

SHORT = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

USUAL = {key: [["08:00", "12:00"], ["13:30", "17:30"]] for key in ("mon", "tue", "wed", "thu", "fri")}
EARLY = {key: [["07:30", "11:30"], ["13:30", "17:00"]] for key in ("mon", "tue", "wed", "thu", "fri")}
UNEVEN = EARLY | {"wed": [["09:00", "11:00"]], "fri": [["07:00", "11:30"], ["14:00", "16:15"]]}
SATURDAYS = USUAL | {
    "saturday_openings": [
        {"from": "2026-01-03", "to": "2026-12-31", "hours": [["07:30", "11:30"]], "basis": "Thông báo của xã"},
        {"from": "2027-03-01", "to": None, "hours": [["08:00", "10:00"]], "basis": ""},
    ]
}
OFFICES = [USUAL, EARLY, UNEVEN, SATURDAYS]


def moment(text: str) -> datetime:
    """`Thu 2026-11-19 16:00` as a moment; the weekday must be right, so that a table of cases can be read without a calendar."""
    weekday, rest = text.split(" ", 1)
    result = datetime.fromisoformat(rest).replace(tzinfo=VIETNAM)
    assert SHORT[result.weekday()] == weekday, f"{text} is a {SHORT[result.weekday()]}"
    return result


def term(text: str) -> Term:
    """`3 working_day`."""
    value, unit = text.split()
    return Term(int(value), TermUnit(unit))


def world(calendar: Calendar, hours: dict, options: Options | None = None) -> World:
    """The oracle's plain view of the same office."""
    off = {day for day, entry in calendar.days.items() if entry.kind is not DayKind.SWAP_WORK}
    instead = {day: entry.swap_with for day, entry in calendar.days.items() if entry.kind is DayKind.SWAP_WORK}
    pauses = [(naive(pause.start), naive(pause.end)) for pause in options.pauses] if options else []
    return World(off, instead, hours, pauses)


def naive(at: datetime) -> datetime:
    return at.astimezone(VIETNAM).replace(tzinfo=None)


def own_day(day: date) -> CalendarDay:
    return CalendarDay(day, DayKind.HOLIDAY, "ngày nghỉ riêng", "own day off", "Quyết định của tỉnh")


@st.composite
def calendars(draw) -> Calendar:
    """The country's calendar with up to four more days off somewhere."""
    national = national_calendar()
    extra = draw(st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 20)), max_size=4, unique=True))
    return national.with_days(*(own_day(day) for day in extra if day not in national.days))


def moments(first: date = date(2024, 1, 1), last: date = date(2027, 6, 30)) -> st.SearchStrategy[datetime]:
    """Any minute, most of them near opening, lunch, 15:00 and closing, where mistakes live."""
    edges = [0, 449, 450, 479, 480, 481, 689, 690, 719, 720, 721, 809, 810, 811, 900, 901, 1019, 1020, 1049, 1050, 1051, 1439]
    minutes = st.one_of(st.sampled_from(edges), st.integers(0, 1439))
    start = datetime(first.year, first.month, first.day, tzinfo=VIETNAM)
    days = st.integers(0, (last - first).days)
    return st.builds(lambda d, m: start + timedelta(days=d, minutes=m), days, minutes)


TERMS = st.one_of(
    st.just(Term(0, TermUnit.SAME_DAY)),
    st.builds(Term, st.integers(1, 12), st.just(TermUnit.WORKING_HOUR)),
    st.builds(Term, st.integers(1, 7), st.just(TermUnit.WORKING_DAY)),
    st.builds(Term, st.integers(1, 16), st.just(TermUnit.CALENDAR_DAY)),
    st.builds(Term, st.integers(1, 2), st.just(TermUnit.MONTH)),
)
CLOCK_TERMS = TERMS.filter(lambda term: term.unit not in (TermUnit.CALENDAR_DAY, TermUnit.MONTH))


@st.composite
def pauses_after(draw, received: datetime) -> tuple[Pause, ...]:
    """Up to three pauses within days of the receipt, in any order, free to touch and overlap."""
    stretch = st.tuples(st.integers(-600, 60 * 24 * 5), st.integers(0, 60 * 24 * 4))
    rows = draw(st.lists(stretch, max_size=3))
    return tuple(
        Pause(received + timedelta(minutes=after), received + timedelta(minutes=after + length), "chờ bổ sung", "", "waiting")
        for after, length in rows
    )


def hours_of(data: dict) -> WeeklyHours:
    return WeeklyHours.from_dict(data)
