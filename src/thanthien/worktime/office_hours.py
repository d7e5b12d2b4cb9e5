"""The weekly hours of an office: working hours with lunch, and Saturdays when the counter only receives. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any

from thanthien.shared.wording import say
from thanthien.worktime.day_table import WorktimeError

DAY_KEYS = ("mon", "tue", "wed", "thu", "fri")
DAY_NAMES = (say("thứ Hai"), say("thứ Ba"), say("thứ Tư"), say("thứ Năm"), say("thứ Sáu"))
SATURDAY_NAME = say("thứ Bảy")

# One stretch of open time: minutes after midnight, the first included, the last not.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SaturdayOpening:
    """Saturdays, from a date to a date (None = goes on), when the counter receives; `basis` is the decision that says so."""

    valid_from: date
    valid_to: date | None
    spans: tuple[Span, ...]
    basis: str = ""

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """`days`: the spans of Monday to Friday, in order. None is empty: the law counts those days whoever is there."""

    days: tuple[tuple[Span, ...], ...]
    saturday_openings: tuple[SaturdayOpening, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if len(self.days) != len(DAY_KEYS):
            raise WorktimeError(say("Giờ làm việc cần đủ thứ Hai đến thứ Sáu."))
        for name, spans in zip(DAY_NAMES, self.days, strict=True):
            _check_spans(name, spans)
        for opening in self.saturday_openings:
            _check_spans(SATURDAY_NAME, opening.spans)
            if opening.valid_to is not None and opening.valid_to < opening.valid_from:
                text = say("Đợt mở cửa thứ Bảy từ {day:%d/%m/%Y} kết thúc trước khi bắt đầu.", day=opening.valid_from)
                raise WorktimeError(text)

    def on(self, day: date) -> "WeeklyHours":
        """Hours that never change are in force on every day."""
        return self

    def saturday(self, day: date) -> tuple[Span, ...]:
        """When the counter receives on the Saturday `day`; empty when it is shut."""
        return next((opening.spans for opening in self.saturday_openings if opening.covers(day)), ())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "WeeklyHours":
        """From a unit's JSON: `{"mon": [["07:30", "11:30"], ["13:30", "17:00"]], …, "saturday_openings": [{"from": "2026-01-03",
        "to": null, "hours": [["07:30", "11:30"]], "basis": "…"}]}`. Raises WorktimeError naming the day to mend.
        """
        unknown = sorted(set(data) - {*DAY_KEYS, "saturday_openings", "source"})
        if unknown:
            text = say("Giờ làm việc có mục lạ {names}. Giờ thứ Bảy ghi ở saturday_openings.", names=", ".join(unknown))
            raise WorktimeError(text)
        missing = [name for key, name in zip(DAY_KEYS, DAY_NAMES, strict=True) if not data.get(key)]
        if missing:
            raise WorktimeError(say("Giờ làm việc còn thiếu {days}.", days=", ".join(map(str, missing))))
        days = tuple(_spans_of(name, data[key]) for key, name in zip(DAY_KEYS, DAY_NAMES, strict=True))
        openings = tuple(_opening_of(row) for row in data.get("saturday_openings") or ())
        return cls(days, openings, str(data.get("source", "")))

    def as_dict(self) -> dict[str, Any]:
        """The JSON that `from_dict` reads."""
        result: dict[str, Any] = {key: _texts(spans) for key, spans in zip(DAY_KEYS, self.days, strict=True)}
        result["saturday_openings"] = [
            {
                "from": opening.valid_from.isoformat(),
                "to": opening.valid_to.isoformat() if opening.valid_to else None,
                "hours": _texts(opening.spans),
                "basis": opening.basis,
            }
            for opening in self.saturday_openings
        ]
        return result | {"source": self.source}


@dataclass(frozen=True, slots=True)
class HoursPeriod:
    """Hours that hold from a day on, or from a day to a day (a season); `basis` is the decision that says so."""

    valid_from: date
    valid_to: date | None
    hours: WeeklyHours
    basis: str = ""

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class DatedHours:
    """Hours that change on known days: `first` until the first period holds. A season wins over what holds without an end; of two
    of a kind the one that begins later wins.
    """

    first: WeeklyHours
    periods: tuple[HoursPeriod, ...] = ()

    def period(self, day: date) -> HoursPeriod | None:
        """The period in force on `day`; None when it is still `first`."""
        holding = [period for period in self.periods if period.covers(day)]
        return max(holding, key=lambda period: (period.valid_to is not None, period.valid_from), default=None)

    def on(self, day: date) -> WeeklyHours:
        """The hours of the week in which `day` is worked."""
        period = self.period(day)
        return self.first if period is None else period.hours

    def saturday(self, day: date) -> tuple[Span, ...]:
        """When the counter receives on the Saturday `day`; empty when it is shut."""
        return self.on(day).saturday(day)


Hours = WeeklyHours | DatedHours


def minute_text(minute: int) -> str:
    """`07:30` for 450."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _texts(spans: Sequence[Span]) -> list[list[str]]:
    return [[minute_text(opens), minute_text(closes)] for opens, closes in spans]


def _check_spans(name: str, spans: Sequence[Span]) -> None:
    if not spans:
        raise WorktimeError(say("Giờ làm việc {day} còn trống.", day=name))
    if any(not 0 <= opens < closes < 24 * 60 for opens, closes in spans):
        raise WorktimeError(say("Giờ làm việc {day}: giờ đóng phải sau giờ mở, trong cùng một ngày.", day=name))
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise WorktimeError(say("Giờ làm việc {day}: hai buổi chồng lên nhau.", day=name))


def _spans_of(name: str, rows: Any) -> tuple[Span, ...]:
    try:
        return tuple((_minute_of(opens), _minute_of(closes)) for opens, closes in rows)
    except (TypeError, ValueError):
        text = say('Giờ làm việc {day} chưa đọc được. Ghi như [["07:30", "11:30"], ["13:30", "17:00"]].', day=name)
        raise WorktimeError(text) from None


def _minute_of(text: Any) -> int:
    if not isinstance(text, str):  # a bare 13:30 in YAML arrives as 810
        raise TypeError(text)
    clock = time.fromisoformat(text)
    if clock.second or clock.microsecond or clock.tzinfo is not None:
        raise ValueError(text)
    return clock.hour * 60 + clock.minute


def _opening_of(row: Mapping[str, Any]) -> SaturdayOpening:
    try:
        start, end = _date_of(row["from"]), row.get("to")
        return SaturdayOpening(
            start, _date_of(end) if end else None, _spans_of(SATURDAY_NAME, row["hours"]), str(row.get("basis", ""))
        )
    except (KeyError, TypeError, AttributeError):
        raise WorktimeError(say("Đợt mở cửa thứ Bảy cần from, to và hours.")) from None


def _date_of(value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        text = say("Ngày {day} của đợt mở cửa thứ Bảy chưa đọc được. Ghi như 2026-01-03.", day=value)
        raise WorktimeError(text) from None
