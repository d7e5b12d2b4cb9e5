"""Pure: the weekly roster of who is on duty."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from thanthien.posting.rules import PostingError
from thanthien.posting.texts import one_line
from thanthien.shared.wording import say

LONGEST_TASK = 80
FARTHEST = timedelta(days=120)


class Part(StrEnum):
    """Of a day, in its order."""

    ALL_DAY = "all_day"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    NIGHT = "night"


PART_NAMES: dict[Part, str] = {
    Part.ALL_DAY: say("cả ngày"), Part.MORNING: say("buổi sáng"), Part.AFTERNOON: say("buổi chiều"), Part.NIGHT: say("ban đêm"),
}  # fmt: skip


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> tuple[date, ...]:
    """The seven days of its week."""
    monday = monday_of(day)
    return tuple(monday + timedelta(days=n) for n in range(7))


def check_line(*, day: date, part: str, task: str, today: date) -> str:
    """The task, tidied. Raises PostingError."""
    if part not in set(Part):
        raise PostingError(say("Chọn buổi trực."), "part")
    if day < monday_of(today):
        raise PostingError(say("Tuần ấy đã qua nên không ghi thêm được."), "day")
    if day > today + FARTHEST:
        raise PostingError(say("Ngày xa quá. Ghi trong bốn tháng tới."), "day")
    return one_line(task, field="task", most=LONGEST_TASK)


def to_copy(
    there: Iterable[tuple[date, str, int, str]], here: Iterable[tuple[date, str, int, str]]
) -> list[tuple[date, str, int, str]]:
    """Lines (day, part, officer, task) of a week as lines of the next, without those that stand there already."""
    known = set(here)
    moved = [(day + timedelta(days=7), part, officer, task) for day, part, officer, task in there]
    return [line for line in moved if line not in known]
