"""Pure rules of the list by hamlet: a person as typed or read from a file, a hamlet's share and target."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thanthien.outreach.help_rules import HelpError
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

# What was written of a person who was helped or struck off is forgotten after so many days.
FORGET_AFTER = timedelta(days=30)


class ListState(StrEnum):
    """Still without, helped, struck off (moved away, has it already, counted by mistake)."""

    WITHOUT = "without"
    HELPED = "helped"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Listed:
    """A person to be helped, tidied. `birth_year` None = not known."""

    name: str
    birth_year: int | None
    phone: str

    @property
    def key(self) -> tuple[str, int | None]:
        """By which the same person of a hamlet is known again."""
        return fold(self.name), self.birth_year


def listed(*, name: str, birth_year: str, phone: str, today: date) -> Listed:
    """Raises HelpError with the field. An identity number is never asked for; one that is typed all the same is refused."""
    words = " ".join(name.split())
    if len(words) < 2 or len(words) > 80:
        raise HelpError(say("Ghi họ và tên, nhiều nhất 80 chữ."), field="name")
    if re.search(r"\d{9,}", re.sub(r"[ .\-]", "", words)):
        raise HelpError(say("Ô họ tên có dãy số. Danh sách này không ghi số định danh, bỏ số đi."), field="name")
    typed = birth_year.strip()
    if typed and not (re.fullmatch(r"[0-9]{4}", typed) and 1900 <= int(typed) <= today.year):
        raise HelpError(say("Năm sinh cần bốn chữ số, không sau năm nay. Ví dụ 1958."), field="birth_year")
    number = re.sub(r"[ .\-]", "", phone)
    if number and not re.fullmatch(r"(\+84|0)[0-9]{8,10}", number):
        raise HelpError(say("Số điện thoại bắt đầu bằng 0 và có 9 đến 11 chữ số."), field="phone")
    return Listed(words, int(typed) if typed else None, number)


def target(*, share: str, by_day: str, today: date) -> tuple[int, date]:
    """How many percent of a hamlet by which day. Raises HelpError."""
    typed = share.strip().rstrip("%").strip()
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= 100):
        raise HelpError(say("Chỉ tiêu của thôn là số từ 1 đến 100 phần trăm."), field="share")
    try:
        day = date.fromisoformat(by_day[:10])
    except ValueError:
        raise HelpError(say("Chưa đọc được ngày. Chọn ngày phải đạt."), field="by_day") from None
    if day < today:
        raise HelpError(say("Ngày phải đạt đã qua. Chọn từ hôm nay."), field="by_day")
    return int(typed), day


def percent(part: int, whole: int) -> int:
    """Whole percent, rounded down: 100 only when nobody is left; 0 of an empty list."""
    return 100 * part // whole if whole else 0
