"""A stored deadline as a calendar of weeks and as a list in words: the same days on every screen that explains a date."""

from dataclasses import dataclass
from datetime import date, timedelta

from thanthien.shared.wording import say

HOLIDAYS = {"holiday", "compensatory", "swap_off", "local_off"}
SHORT_MARKS = {
    "received": say("nộp"),
    "cutoff": say("sau 15 giờ"),
    "outside_hours": say("ngoài giờ"),
    "before_restart": say("làm lại"),
    "paused": say("tạm dừng"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the grid. `kind` is the class of its look: d counted, due, hol, off, wait, f received, or empty outside the
    range.
    """

    day: date
    kind: str
    label: str
    ordinal: int | None
    mark: str
    today: bool
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """Days in a row with one reason: "17–20/11 Ngày 1 đến ngày 4."."""

    days: str
    text: str
    source: str
    confirmed: bool


def weeks(deadline: dict, *, today: date) -> list[list[Cell]]:
    """Whole weeks (Monday first) from receipt to due date; a term of many months is cut to its first and last three weeks."""
    rows = {date.fromisoformat(row["date"]): row for row in deadline.get("days", ())}
    if not rows:
        return []
    first, last = min(rows), max(rows)
    start = first - timedelta(days=first.weekday())
    count = (last - start).days // 7 + 1
    grid = [[_cell(start + timedelta(days=7 * w + d), rows, last, today) for d in range(7)] for w in range(count)]
    return grid if count <= 7 else grid[:3] + grid[-3:]


def _cell(day: date, rows: dict[date, dict], last: date, today: date) -> Cell:
    row = rows.get(day)
    label = f"{day.day}/{day.month}" if day.day == 1 or day == last else str(day.day)
    if row is None:
        return Cell(day, "off" if day.weekday() >= 5 else "", label, None, "", day == today, "")
    code = row["code"]
    if day == last:
        kind, mark = "due", say("trả")
    elif row["counted"]:
        kind, mark = "d", ""
    elif code in HOLIDAYS:
        kind, mark = "hol", say("lễ") if code == "holiday" else say("nghỉ")
    elif code == "paused":
        kind, mark = "wait", say("dừng")
    elif code == "received":
        kind, mark = "f", SHORT_MARKS[code]
    else:
        kind, mark = "off", SHORT_MARKS.get(code, "")
    return Cell(day, kind, label, row["ordinal"], say("nay") if day == today and not mark else mark, day == today, row["why"])


def lines(deadline: dict) -> list[Line]:
    """The explanation in words, neighbours with the same reason joined."""
    out: list[list[dict]] = []
    for row in deadline.get("days", ()):
        same = out and row["code"] == out[-1][-1]["code"] and (row["counted"] or row["why"] == out[-1][-1]["why"])
        if same:
            out[-1].append(row)
        else:
            out.append([row])
    return [_line(group) for group in out]


def _line(group: list[dict]) -> Line:
    first, last = date.fromisoformat(group[0]["date"]), date.fromisoformat(group[-1]["date"])
    if first == last:
        days = f"{first.day}/{first.month}"
    elif first.month == last.month:
        days = f"{first.day}–{last.day}/{last.month}"
    else:
        days = f"{first.day}/{first.month}–{last.day}/{last.month}"
    text = group[0]["why"]
    if group[0]["ordinal"] and len(group) > 1:
        text = str(say("Ngày {first} đến ngày {last}", first=group[0]["ordinal"], last=group[-1]["ordinal"]))
    return Line(days, text[:1].upper() + text[1:], group[0]["source"], all(row["confirmed"] for row in group))
