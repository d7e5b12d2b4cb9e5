"""A due date as lines of text, the way a clerk reads it aloud: when, why, each day with the law beside it. Pure."""

from collections.abc import Iterator
from datetime import datetime

from thanthien.worktime.deadline import CountUnit, Deadline, ExplainedDay
from thanthien.worktime.wording import day_month, duration, long_day, weekday

AMOUNT_WORDS = {CountUnit.WORKING_DAY: "ngày làm việc", CountUnit.CALENDAR_DAY: "ngày"}


def deadline_lines(*, deadline: Deadline, heading: str) -> list[str]:
    """The lines of one due date under `heading`: receipt and due moment, the summary, the day strip with its sum, the law."""
    return [
        heading,
        f"Nhận lúc    {_moment(deadline.received_at)}",
        f"Hẹn trả     {_moment(deadline.due_at)}",
        "",
        deadline.summary,
        "",
        *_strip(deadline),
        "",
        "Căn cứ:",
        *(f"  – {citation.says} {citation.source}." for citation in deadline.rule.citations),
        f"Dữ liệu luật {deadline.law_version}, lịch {deadline.calendar_version}.",
    ]


def _moment(at: datetime) -> str:
    return f"{at:%H:%M} {long_day(at.date())}"


def _strip(deadline: Deadline) -> Iterator[str]:
    rows = [(_day(row), _credit(row, deadline.amount_unit), row.why, _source(row)) for row in deadline.days]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield "  " + "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]]).rstrip()
    yield f"  Cộng: {amount_words(deadline=deadline)}."


def amount_words(*, deadline: Deadline) -> str:
    """What the days add up to: `3 ngày làm việc`, `10 ngày`, `12 giờ 30 phút làm việc`."""
    if deadline.amount_unit is CountUnit.MINUTE:
        return f"{duration(deadline.amount)} làm việc"
    return f"{deadline.amount} {AMOUNT_WORDS[deadline.amount_unit]}"


def _day(row: ExplainedDay) -> str:
    return f"{weekday(row.day)} {day_month(row.day)}"


def _credit(row: ExplainedDay, unit: CountUnit) -> str:
    if not row.counted:
        return "–"
    return duration(row.credit) if unit is CountUnit.MINUTE else f"+{row.credit}"


def _source(row: ExplainedDay) -> str:
    """The source, unless the reason has said it already; a day that is not sure says so."""
    source = "" if row.source in row.why else row.source
    return source if row.confirmed or "chưa đối chiếu" in source else f"{source} (còn tạm tính)".strip()
