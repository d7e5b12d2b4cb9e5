"""The words of a term and of its answer: Term, Pause, Options in; Deadline with its ExplainedDays out. Pure.

A Deadline is stored with the dossier as JSON and explains itself for ever: nothing is computed again when it is read back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from thanthien.shared.clock import VIETNAM
from thanthien.shared.wording import say
from thanthien.worktime.day_table import Status, WorktimeError

STORED_FORMAT = 1
LONGEST = 3_650


class TermUnit(StrEnum):
    SAME_DAY = "same_day"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"


# How the catalogue of procedures writes its units.
CATALOGUE_UNITS = {
    "same_day": TermUnit.SAME_DAY,
    "hour": TermUnit.WORKING_HOUR,
    "working_day": TermUnit.WORKING_DAY,
    "day": TermUnit.CALENDAR_DAY,
    "month": TermUnit.MONTH,
}


class ClockMode(StrEnum):
    """When, on the last day, a term in working days ends (stored per version of a procedure)."""

    SAME_CLOCK = "same_clock"
    CLOSING = "closing"


class CountUnit(StrEnum):
    """What the explained days of a deadline add up in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MINUTE = "minute"


class DayCode(StrEnum):
    """Why a day was counted or not."""

    RECEIVED = "received"
    STARTED = "started"
    OUTSIDE_HOURS = "outside_hours"
    BEFORE_RESTART = "before_restart"
    CUTOFF = "cutoff"
    COUNTED = "counted"
    CALENDAR_DAY = "calendar_day"
    SWAP_WORK = "swap_work"
    WEEKEND = "weekend"
    SATURDAY_OPEN = "saturday_open"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap_off"
    LOCAL_OFF = "local_off"
    PAUSED = "paused"
    RESUMED = "resumed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Term:
    """How long: `value` of `unit`; the value of a same-day term is 0. Raises WorktimeError for anything else."""

    value: int
    unit: TermUnit

    def __post_init__(self) -> None:
        same_day = self.unit is TermUnit.SAME_DAY
        if type(self.value) is not int or (self.value != 0 if same_day else not 1 <= self.value <= LONGEST):
            wanted = say(
                "Thời hạn {value!r} chưa dùng được. Ghi số nguyên từ 1, hoặc 0 cho việc trả trong ngày.", value=self.value
            )
            raise WorktimeError(wanted)

    @classmethod
    def from_catalogue(cls, *, value: int | None, unit: str | None) -> "Term":
        """The term of a procedure as the catalogue writes it. Raises WorktimeError when the catalogue does not say."""
        known = CATALOGUE_UNITS.get(unit or "")
        if known is None or (value is None and known is not TermUnit.SAME_DAY):
            raise WorktimeError(say("Thủ tục này chưa ghi thời hạn giải quyết. Bổ sung thời hạn trước khi hẹn trả."))
        return cls(0 if known is TermUnit.SAME_DAY else int(value or 0), known)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `start` to `end` (both aware), and why. A clock still standing has no due date yet."""

    start: datetime
    end: datetime
    reason: str
    source: str = ""
    reason_en: str = ""

    def as_dict(self) -> dict[str, str]:
        texts = {"reason": self.reason, "source": self.source, "reason_en": self.reason_en}
        return {"start": self.start.isoformat(), "end": self.end.isoformat()} | texts

    @classmethod
    def from_dict(cls, data: Mapping[str, str]) -> "Pause":
        return cls(_moment(data["start"]), _moment(data["end"]), data["reason"], data["source"], data["reason_en"])


@dataclass(frozen=True, slots=True)
class Options:
    """What else decides a due date.

    `cutoff`: the procedure moves same-day matters received after 15:00 to the next working day; it says nothing of other terms.
    `restart_at`: the moment a completed dossier starts again from zero; pauses before it no longer matter.
    """

    cutoff: bool = False
    clock: ClockMode = ClockMode.SAME_CLOCK
    pauses: tuple[Pause, ...] = ()
    restart_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One day between receipt and due date. `credit` is what it adds: 1 or 0 days, or minutes, in the deadline's `amount_unit`.

    `ordinal` numbers the counted days of terms in days. `why` says it in words, `source` names document and article;
    `confirmed` is False when that source was not read or the calendar is provisional.
    """

    day: date
    counted: bool
    credit: int
    ordinal: int | None
    code: DayCode
    why: str
    why_en: str
    source: str
    confirmed: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "date": self.day.isoformat(),
            "counted": self.counted,
            "credit": self.credit,
            "ordinal": self.ordinal,
            "code": self.code.value,
            "why": self.why,
            "why_en": self.why_en,
            "source": self.source,
            "confirmed": self.confirmed,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "ExplainedDay":
        rest = {key: data[key] for key in ("counted", "credit", "ordinal", "why", "why_en", "source", "confirmed")}
        return cls(day=date.fromisoformat(data["date"]), code=DayCode(data["code"]), **rest)


@dataclass(frozen=True, slots=True)
class Citation:
    """One legal rule that was used, as it stood."""

    code: str
    says: str
    says_en: str
    source: str
    confirmed: bool

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("code", "says", "says_en", "source", "confirmed")}


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """The way of reckoning that was used, in one sentence, and the law behind it."""

    code: str
    says: str
    says_en: str
    citations: tuple[Citation, ...]

    def as_dict(self) -> dict[str, Any]:
        plain = {"code": self.code, "says": self.says, "says_en": self.says_en}
        return plain | {"citations": [citation.as_dict() for citation in self.citations]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "AppliedRule":
        return cls(data["code"], data["says"], data["says_en"], tuple(Citation(**row) for row in data["citations"]))


@dataclass(frozen=True, slots=True)
class Deadline:
    """When it is due, and why. The credits of `days` add up to `amount` of `amount_unit`; the last of `days` is the due day.

    `starts_at` is the moment the term began to run; `calendar_status` is provisional as soon as one day of the range is.
    """

    due_at: datetime
    received_at: datetime
    starts_at: datetime
    term: Term
    amount: int
    amount_unit: CountUnit
    days: tuple[ExplainedDay, ...]
    rule: AppliedRule
    summary: str
    summary_en: str
    calendar_status: Status
    calendar_version: str
    law_version: str
    pauses: tuple[Pause, ...] = ()
    restart_at: datetime | None = None
    format: int = field(default=STORED_FORMAT)

    def adds_up(self) -> bool:
        """True when the explanation alone gives the date: no day missing from receipt to due day, credits equal to `amount`."""
        first = self.received_at.date()
        unbroken = all(row.day == first + timedelta(days=index) for index, row in enumerate(self.days))
        ends = bool(self.days) and self.days[-1].day == self.due_at.date()
        return unbroken and ends and sum(row.credit for row in self.days if row.counted) == self.amount

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON, complete: `from_dict` gives an equal Deadline back."""
        return {
            "format": self.format,
            "due_at": self.due_at.isoformat(),
            "received_at": self.received_at.isoformat(),
            "starts_at": self.starts_at.isoformat(),
            "term": {"value": self.term.value, "unit": self.term.unit.value},
            "amount": self.amount,
            "amount_unit": self.amount_unit.value,
            "days": [row.as_dict() for row in self.days],
            "rule": self.rule.as_dict(),
            "summary": self.summary,
            "summary_en": self.summary_en,
            "calendar_status": self.calendar_status.value,
            "calendar_version": self.calendar_version,
            "law_version": self.law_version,
            "pauses": [pause.as_dict() for pause in self.pauses],
            "restart_at": self.restart_at.isoformat() if self.restart_at else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Deadline":
        """The stored deadline. Raises WorktimeError for one stored by a newer programme."""
        if data.get("format") != STORED_FORMAT:
            text = say(
                "Hạn trả này lưu theo kiểu {theirs}, bản đang dùng chỉ đọc kiểu {ours}.",
                theirs=data.get("format"),
                ours=STORED_FORMAT,
            )
            raise WorktimeError(text)
        return cls(
            due_at=_moment(data["due_at"]),
            received_at=_moment(data["received_at"]),
            starts_at=_moment(data["starts_at"]),
            term=Term(data["term"]["value"], TermUnit(data["term"]["unit"])),
            amount=data["amount"],
            amount_unit=CountUnit(data["amount_unit"]),
            days=tuple(ExplainedDay.from_dict(row) for row in data["days"]),
            rule=AppliedRule.from_dict(data["rule"]),
            summary=data["summary"],
            summary_en=data["summary_en"],
            calendar_status=Status(data["calendar_status"]),
            calendar_version=data["calendar_version"],
            law_version=data["law_version"],
            pauses=tuple(Pause.from_dict(row) for row in data["pauses"]),
            restart_at=_moment(data["restart_at"]) if data["restart_at"] else None,
        )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)
