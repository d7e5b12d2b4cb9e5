"""Pure: the monthly look at the reception room."""

from datetime import date
from enum import StrEnum

from thanthien.posting.rules import PostingError
from thanthien.posting.texts import one_line
from thanthien.shared.wording import say

LONGEST_NOTE = 200


class Seen(StrEnum):
    """What somebody saw of one thing."""

    OK = "ok"
    NOT = "not"
    ABSENT = "absent"


SEEN_NAMES: dict[Seen, str] = {Seen.OK: say("Đạt"), Seen.NOT: say("Chưa đạt"), Seen.ABSENT: say("Không có")}


def month_of(day: date) -> date:
    """The first day of its month: the name of a monthly look."""
    return day.replace(day=1)


def month_before(month: date) -> date:
    """The month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def check_seen(seen: str, note: str) -> tuple[Seen, str]:
    """What was seen, its note tidied. What is not right needs a word. Raises PostingError."""
    if seen not in set(Seen):
        raise PostingError(say("Chọn đạt, chưa đạt hoặc không có."), "seen")
    need = say("Ghi một câu: hỏng gì, thiếu gì.") if seen == Seen.NOT else ""
    return Seen(seen), one_line(note, field="note", most=LONGEST_NOTE, need=need)
