"""The hours of a week as a picture: one bar a session, all days on one scale. And the form that is typed into it."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from thanthien.doors.admin.forms import Wrong, as_date
from thanthien.shared.wording import say
from thanthien.worktime.office_hours import DAY_KEYS, DAY_NAMES, SATURDAY_NAME, Span, WeeklyHours, minute_text

FIRST, LAST = 6 * 60, 19 * 60  # what the picture shows: 6:00 to 19:00
SESSIONS = 2
CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?|(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Bar:
    """One session on the scale of 780 minutes, with its hours in words."""

    x: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One day of the picture."""

    name: str
    bars: tuple[Bar, ...]


def picture(hours: WeeklyHours, *, on: date) -> list[Row]:
    """Monday to Saturday as bars; Saturday as it is on the week of `on`, Sunday is never open."""
    saturday = next((one.spans for one in hours.saturday_openings if one.covers(on)), ())
    return [Row(str(name), bars(spans)) for name, spans in zip((*DAY_NAMES, SATURDAY_NAME), (*hours.days, saturday), strict=True)]


def bars(spans: tuple[Span, ...]) -> tuple[Bar, ...]:
    return tuple(
        Bar(max(0, opens - FIRST), min(closes, LAST) - max(opens, FIRST), f"{minute_text(opens)}–{minute_text(closes)}")
        for opens, closes in spans
        if closes > FIRST and opens < LAST
    )


def clock_text(text: str) -> str:
    """`07:30` from 7:30, 7h30, 7g30, 0730 or 7; raises Wrong."""
    found = CLOCK.fullmatch(text.strip().lower())
    if found and (found[3] is None) and len(found[1]) <= 2:
        hour, minute = int(found[1]), int(found[2] or 0)
    elif found:
        hour, minute = int(found[1]), int(found[3])
    else:
        raise Wrong(say("Ghi giờ như 7:30."))
    if hour > 23 or minute > 59:
        raise Wrong(say("Ghi giờ như 7:30."))
    return f"{hour:02d}:{minute:02d}"


@dataclass
class Cell:
    """One hour of the form: its field, what stands in it."""

    name: str
    label: str
    value: str = ""


@dataclass
class Line:
    """One day of the form: two sessions of two hours each, and what is wrong with the day."""

    key: str
    name: str
    cells: list[Cell]
    bars: tuple[Bar, ...] = ()
    error: str = ""


@dataclass
class WeekForm:
    """What is typed: from when to when, by which decision, the hours of six days."""

    valid_from: str = ""
    valid_to: str = ""
    basis: str = ""
    lines: list[Line] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.error or self.errors or any(line.error for line in self.lines))

    @classmethod
    def of(cls, hours: WeeklyHours, *, on: date) -> "WeekForm":
        """The form filled with hours that are in force on a day."""
        saturday = next((one.spans for one in hours.saturday_openings if one.covers(on)), ())
        form = cls(lines=_lines())
        for line, spans in zip(form.lines, (*hours.days, saturday), strict=True):
            _fill(line, spans)
        return form

    @classmethod
    def read(cls, post: QueryDict) -> "WeekForm":
        """What was typed, kept as it was typed."""
        form = cls(post.get("from", "").strip(), post.get("to", "").strip(), post.get("basis", "").strip(), _lines())
        for line in form.lines:
            for cell in line.cells:
                cell.value = post.get(cell.name, "").strip()[:8]
        return form

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day, wrong ones noted."""
        return self._day("from", self.valid_from), self._day("to", self.valid_to)

    def _day(self, name: str, text: str) -> date | None:
        try:
            found = as_date(text)
        except Wrong as wrong:
            self.errors[name] = str(wrong)
            return None
        if found is None and name == "from":
            self.errors[name] = str(say("Chưa ghi từ ngày nào. Ghi như 25/11/2026."))
        return found

    def hours(self, *, valid_from: date, valid_to: date | None) -> dict:
        """The JSON of the week; a day that is wrong says so at itself."""
        result: dict = {}
        for line in self.lines:
            spans = self._spans(line)
            if line.key != "sat":
                result[line.key] = spans
            elif spans:
                end = valid_to.isoformat() if valid_to else None
                result["saturday_openings"] = [{"from": valid_from.isoformat(), "to": end, "hours": spans, "basis": self.basis}]
        return result

    def _spans(self, line: Line) -> list[list[str]]:
        spans: list[list[str]] = []
        try:
            for opens, closes in zip(line.cells[::2], line.cells[1::2], strict=True):
                if bool(opens.value) != bool(closes.value):
                    raise Wrong(say("Ghi cả giờ mở và giờ đóng."))
                if opens.value:
                    spans.append([clock_text(opens.value), clock_text(closes.value)])
            if not spans and line.key != "sat":
                raise Wrong(say("Ghi ít nhất một buổi."))
            for at, (start, end) in enumerate(spans):
                if start >= end or any(later[0] < end for later in spans[at + 1 :]):
                    raise Wrong(say("Giờ đóng phải sau giờ mở, buổi sau phải sau buổi trước."))
        except Wrong as wrong:
            line.error = str(wrong)
        return spans


def _lines() -> list[Line]:
    words = (say("sáng, mở"), say("sáng, đóng"), say("chiều, mở"), say("chiều, đóng"))
    return [
        Line(key, str(name), [Cell(f"{key}_{at}", f"{name}, {word}") for at, word in enumerate(words)])
        for key, name in zip((*DAY_KEYS, "sat"), (*DAY_NAMES, SATURDAY_NAME), strict=True)
    ]


def _fill(line: Line, spans: tuple[Span, ...]) -> None:
    afternoon = len(spans) == 1 and spans[0][0] >= 12 * 60
    for at, (opens, closes) in enumerate(spans[:SESSIONS]):
        at = at + 1 if afternoon else at
        line.cells[2 * at].value, line.cells[2 * at + 1].value = minute_text(opens), minute_text(closes)
    line.bars = bars(spans)
