"""A deadline as the desk shows it: the strip of days, the calendar of weeks, and the sum that adds up, line by line with its
source.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from thanthien.doors.parts import calendar_grid
from thanthien.doors.parts.templatetags.words import as_moment, day_short, hour, minutes_left, weekday, weekday_short
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

LONGEST_STRIP = 8
OFF = {"holiday", "compensatory", "swap_off", "weekend", "saturday_open"}
GROUP_WORDS = {
    "weekend": say("thứ Bảy, Chủ nhật"),
    "received": say("ngày nhận không tính"),
    "started": say("ngày bắt đầu không tính"),
}


@dataclass(frozen=True, slots=True)
class StripDay:
    """One box of the strip: class, weekday, day of the month, what happened to it."""

    kind: str
    top: str
    number: str
    mark: str
    why: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the sum. `figure` is "18", "+1", or "2 g 30"; `days` is what it adds to the total."""

    figure: str
    text: str
    source: str
    confirmed: bool
    paused: bool = False
    days: int = 0


@dataclass(frozen=True, slots=True)
class CalendarCell:
    look: str
    label: str
    text: str
    today: bool
    why: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything `desk/_why.html` shows."""

    weeks: list[list[CalendarCell]]
    ledger: list[LedgerLine]
    total: str
    result: str
    note: str
    legend: str
    citations: list[dict]


@dataclass(frozen=True, slots=True)
class Promise:
    """A due date before or after it was given, with its why. `long`: the strip is shortened to three boxes."""

    due_at: datetime
    when: str
    day: str
    sentence: str
    strip: list[StripDay]
    long: bool
    provisional: bool
    why: Why = field(repr=False)


def promise_of(deadline: dict, *, today: date) -> Promise:
    """The due date of a stored or fresh deadline, as the slip shows it."""
    due = as_moment(deadline["due_at"])
    day = say("hôm nay {day}", day=day_short(due)) if day_of(due) == today else f"{weekday(due)} {day_short(due)}"
    rows = deadline["days"]
    return Promise(
        due_at=due, when=say("trước {hour}", hour=hour(due)), day=day, sentence=deadline["summary"],
        strip=_strip(deadline, today),
        long=len(rows) > LONGEST_STRIP, provisional=deadline["calendar_status"] != "official", why=why_of(deadline, today=today),
    )  # fmt: skip


def _strip(deadline: dict, today: date) -> list[StripDay]:
    rows = deadline["days"]
    boxes = [_box(row, last=row is rows[-1], today=today) for row in rows]
    if 1 < len(boxes) <= LONGEST_STRIP:
        return boxes
    if len(rows) == 1:
        return [replace(boxes[0], mark=say("trả trong ngày"))]
    counted = sum(1 for row in rows if row["counted"])
    off = len(rows) - 1 - counted
    middle = StripDay(
        "count",
        "…",
        say("{counted} ngày tính", counted=counted),
        say("{off} ngày không tính", off=off) if off else say("không ngày nào nghỉ"),
        "",
    )
    return [boxes[0], middle, boxes[-1]]


def _box(row: dict, *, last: bool, today: date) -> StripDay:
    day = date.fromisoformat(row["date"])
    now = " now" if day == today else ""
    amount = "" if row["ordinal"] is None else str(row["ordinal"])
    if last:
        kind, mark = "due", say("{amount} · trả", amount=amount) if amount and len(amount) < 3 else say("trả")
    elif row["counted"]:
        kind, mark = "count", amount or minutes_left(row["credit"])
    elif row["code"] in OFF:
        kind, mark = "off", say("nghỉ")
    elif row["code"] == "paused":
        kind, mark = "hold", say("dừng")
    else:
        kind, mark = "", say("nhận") if row["code"] in ("received", "outside_hours", "cutoff") else say("chưa tính")
    return StripDay(f"{kind}{now}".strip(), weekday_short(day), str(day.day), mark, row["why"])


def why_of(deadline: dict, *, today: date, promised: datetime | None = None) -> Why:
    """Calendar and sum of a deadline; `promised` is the first promise, marked when the date has moved since."""
    rows = {row["date"]: row for row in deadline["days"]}
    due = as_moment(deadline["due_at"])
    prom = day_of(promised) if promised and day_of(promised) != day_of(due) else None
    received = as_moment(deadline["received_at"])
    weeks = [[_cell(cell, rows, today, prom, received) for cell in week] for week in calendar_grid.weeks(deadline, today=today)]
    in_minutes = deadline["amount_unit"] == "minute"
    ledger = _ledger_minutes(deadline) if in_minutes else _ledger_days(deadline)
    total = minutes_left(deadline["amount"]) if in_minutes else str(sum(line.days for line in ledger))
    span = say("giờ làm việc") if in_minutes else say("ngày sau {day}", day=day_short(received))
    legend = say("giờ làm việc từng ngày") if in_minutes else say("số = ngày thứ mấy trong {amount}", amount=deadline["amount"])
    note = (
        "" if deadline["calendar_status"] == "official" else say("lịch nghỉ còn tạm tính, sẽ xem lại khi có thông báo chính thức")
    )
    return Why(
        weeks=weeks, ledger=ledger, total=total, result=f"{span}: {hour(due)} {weekday(due)} {day_short(due)}", note=note,
        legend=legend, citations=deadline["rule"]["citations"],
    )  # fmt: skip


def _cell(cell: calendar_grid.Cell, rows: dict, today: date, prom: date | None, received: datetime) -> CalendarCell:
    row = rows.get(cell.day.isoformat())
    looks = {"due": "due", "hol": "off", "wait": "hold", "f": "recv", "off": "we", "": ""}
    look = "count" if cell.kind == "d" and cell.day <= today else "fut" if cell.kind == "d" else looks[cell.kind]
    text = cell.mark if cell.kind in ("hol", "wait") else ""
    if row is not None and row["counted"]:
        text = str(row["ordinal"]) if row["ordinal"] is not None else minutes_left(row["credit"])
    elif cell.kind == "f":
        text = hour(received)
    label = (
        say("{label} nhận", label=cell.label)
        if cell.kind == "f"
        else say("{label} hẹn", label=cell.label)
        if cell.kind == "due"
        else say("{label} nay", label=cell.label)
        if cell.today
        else cell.label
    )
    marks = [look, "now" if cell.today else "", "prom" if cell.day == prom else ""]
    return CalendarCell(" ".join(mark for mark in marks if mark), label, text, cell.today, cell.why)


def _ledger_days(deadline: dict) -> list[LedgerLine]:
    """Every day after the day of receipt stands in one line; the lines add up to the days between receipt and due date."""
    first, *rest = deadline["days"]
    counted = [row for row in rest if row["counted"]]
    words = say("ngày làm việc được tính") if deadline["amount_unit"] == "working_day" else say("ngày được tính, cả ngày nghỉ")
    lines = []
    if counted:
        lines.append(LedgerLine(str(len(counted)), words, counted[0]["source"], _sure(counted), days=len(counted)))
    if first["counted"]:
        lines.append(LedgerLine("0", first["why"], first["source"], first["confirmed"]))
    else:
        lines.append(LedgerLine("0", GROUP_WORDS.get(first["code"], first["why"]), first["source"], first["confirmed"]))
    groups: dict[tuple, list[dict]] = {}
    for row in rest:
        if not row["counted"]:
            key = (row["code"],) if row["code"] == "weekend" else (row["code"], row["why"])
            groups.setdefault(key, []).append(row)
    for (code, *_), rows in groups.items():
        text = GROUP_WORDS[code] if code == "weekend" else f"{_span(rows)} {rows[0]['why']}"
        lines.append(LedgerLine(f"+{len(rows)}", text, rows[0]["source"], _sure(rows), paused=code == "paused", days=len(rows)))
    return lines


def _ledger_minutes(deadline: dict) -> list[LedgerLine]:
    """Terms in working hours: what each day gave, off days with 0."""
    return [
        LedgerLine(
            minutes_left(row["credit"]) if row["counted"] else "0",
            f"{day_short(date.fromisoformat(row['date']))} {row['why']}", row["source"],
            row["confirmed"], paused=row["code"] == "paused",
        )
        for row in deadline["days"]
    ]  # fmt: skip


def _sure(rows: list[dict]) -> bool:
    return all(row["confirmed"] for row in rows)


def _span(rows: list[dict]) -> str:
    first, last = (date.fromisoformat(row["date"]) for row in (rows[0], rows[-1]))
    return day_short(first) if first == last else f"{day_short(first)}–{day_short(last)}"
