"""Pure: a leader's own record. Whether a reception day was held, how a promise stands. No Django, no clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.conduct.rules import ConductError
from thanthien.shared.wording import say

MOST_PEOPLE, LONGEST_WHY, LONGEST_PROMISE, LONGEST_DOCUMENT = 500, 200, 500, 80


class Day(StrEnum):
    """Of a day on which a leader's schedule says that they receive people."""

    HELD = "held"
    STOOD_IN = "stood_in"
    MISSED = "missed"
    NOT_NOTED = "not_noted"
    AHEAD = "ahead"


DAY_NAMES: dict[Day, str] = {
    Day.HELD: say("đã tiếp"), Day.STOOD_IN: say("người khác tiếp thay"), Day.MISSED: say("không tiếp"),
    Day.NOT_NOTED: say("chưa ghi"), Day.AHEAD: say("sắp tới"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noted:
    """What the leader said of a day; `stood_in`: somebody received in their place."""

    held: bool
    stood_in: bool = False


def day_state(*, day: date, today: date, noted: Noted | None, lines: int) -> Day:
    """The leader's own word, else the book of people received (`lines` of that day), else nothing yet."""
    if noted is not None:
        if noted.held:
            return Day.HELD
        return Day.STOOD_IN if noted.stood_in else Day.MISSED
    if lines:
        return Day.HELD
    return Day.AHEAD if day >= today else Day.NOT_NOTED


def check_day(*, day: date, today: date, planned: bool, held: bool, people: int, why: str) -> str:
    """Why it was not held, tidied; empty when it was. Raises ConductError naming the box."""
    said = " ".join(why.split())
    if day > today:
        raise ConductError(say("Buổi này chưa đến. Ghi sau khi đã tiếp."), "day")
    if not planned:
        raise ConductError(say("Ngày này không có trong lịch tiếp công dân của anh chị. Chọn một ngày trong bảng."), "day")
    if not 0 <= people <= MOST_PEOPLE:
        raise ConductError(say("Số người tiếp từ 0 đến {n}. Xem lại số vừa gõ.", n=MOST_PEOPLE), "people")
    if held:
        return ""
    if not said:
        raise ConductError(say("Ghi vì sao không tiếp, như Họp tỉnh."), "why")
    if len(said) > LONGEST_WHY:
        raise ConductError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_WHY), "why")
    return said


class Where(StrEnum):
    """Where a promise was made."""

    RECEPTION = "reception"
    DIALOGUE = "dialogue"
    MEETING = "meeting"
    VISIT = "visit"
    POSTED = "posted"


WHERE_NAMES: dict[Where, str] = {
    Where.RECEPTION: say("Buổi tiếp công dân"), Where.DIALOGUE: say("Buổi đối thoại"), Where.MEETING: say("Họp thôn, họp xã"),
    Where.VISIT: say("Đi cơ sở"), Where.POSTED: say("Văn bản, trang của xã"),
}  # fmt: skip


class Outcome(StrEnum):
    KEPT = "kept"
    BROKEN = "broken"


class Standing(StrEnum):
    """Of a promise on a day."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"


STANDING_NAMES: dict[Standing, str] = {
    Standing.OPEN: say("đang làm"), Standing.LATE: say("quá ngày hứa"), Standing.KEPT: say("đã giữ lời"),
    Standing.KEPT_LATE: say("đã làm, muộn"), Standing.BROKEN: say("không làm được"),
}  # fmt: skip


def standing(*, outcome: str, due: date, settled_on: date | None, today: date) -> Standing:
    """How a promise stands on a day."""
    if outcome == Outcome.BROKEN:
        return Standing.BROKEN
    if outcome == Outcome.KEPT:
        return Standing.KEPT if settled_on is not None and settled_on <= due else Standing.KEPT_LATE
    return Standing.LATE if due < today else Standing.OPEN


def check_promise(*, text: str, made_on: date, due: date, today: date) -> str:
    """The promise tidied. Raises ConductError naming the box."""
    said = " ".join(text.split())
    if not said:
        raise ConductError(say("Ghi điều đã hứa, như Sửa đường vào thôn Lương Thuận."), "text")
    if len(said) > LONGEST_PROMISE:
        raise ConductError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_PROMISE), "text")
    if made_on > today:
        raise ConductError(say("Ngày hứa chưa đến. Ghi ngày đã hứa."), "made_on")
    if due < made_on:
        raise ConductError(say("Ngày phải làm xong đứng trước ngày hứa. Xem lại hai ngày."), "due")
    return said


def check_outcome(*, settled: bool, text: str) -> str:
    """How a promise ended, in words: what shows it was kept, or why it was not. Raises ConductError."""
    said = " ".join(text.split())
    if settled:
        raise ConductError(say("Lời hứa này đã ghi kết quả. Mở lại trong ngày nếu ghi nhầm."), "outcome")
    if not said:
        raise ConductError(say("Ghi điều cho thấy đã làm xong, hoặc vì sao không làm được."), "outcome")
    if len(said) > LONGEST_PROMISE:
        raise ConductError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_PROMISE), "outcome")
    return said
