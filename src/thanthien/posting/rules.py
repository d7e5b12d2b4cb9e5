"""Pure rules of the room: phones as people write them, the days on which somebody receives, who counts as a visitor."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from thanthien.shared.wording import Refusal, say

ONE_DAY = timedelta(days=1)
LAST_WEEK = 5
LONGEST_RULE = 8  # lines a leader may have: more is a typing accident
# The same reader after so long a pause is another visit; who was seen so lately is "reading now".
VISIT_GAP = timedelta(minutes=30)
PRESENT = timedelta(minutes=5)
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|java/|libwww|httpclient|go-http|monitor|uptime|headless|lighthouse|preview|scan",
    re.IGNORECASE,
)


class PostingError(Refusal, ValueError):
    """A sentence for the person who publishes; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Group(StrEnum):
    """In which part of the list a contact stands."""

    LEADER = "leader"
    OFFICER = "officer"


GROUP_WORDS = {Group.LEADER: say("Lãnh đạo"), Group.OFFICER: say("Cán bộ")}
WEEK_WORDS = {
    0: say("hằng tuần"),
    1: say("tuần đầu của tháng"),
    2: say("tuần thứ hai của tháng"),
    3: say("tuần thứ ba của tháng"),
    4: say("tuần thứ tư của tháng"),
    LAST_WEEK: say("tuần cuối của tháng"),
}


@dataclass(frozen=True, slots=True)
class ReceptionRule:
    """One weekday (0 = Monday) in each week (`week` 0), the nth of the month (1–4) or the last (5), between two times."""

    weekday: int
    week: int
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None = None

    def falls_on(self, day: date) -> bool:
        """True when the rule names `day`, whether the office is open then or not."""
        if day.weekday() != self.weekday or day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return False
        if self.week == LAST_WEEK:
            return (day + timedelta(days=7)).month != day.month
        return self.week == 0 or (day.day - 1) // 7 + 1 == self.week


def tidy_phone(typed: str) -> str:
    """A phone as it is shown, "0237 300 0000" or "115". Raises PostingError with what is wrong."""
    kept = re.sub(r"[\s.\-()]", "", typed)
    kept = "0" + kept[3:] if kept.startswith("+84") else kept
    if not kept.isdigit():
        raise PostingError(say("Số điện thoại chỉ gồm chữ số. Xem lại số vừa gõ."))
    if len(kept) in (3, 4):  # 113, 115, 1022
        return kept
    if kept.startswith(("1800", "1900")) and len(kept) in (8, 10):
        return f"{kept[:4]} {kept[4:]}"
    if not kept.startswith("0") or len(kept) not in (10, 11):
        raise PostingError(
            say("Số này có {n} chữ số. Số di động cần 10, số bàn cần mã vùng và đủ 10 hoặc 11 chữ số.", n=len(kept))
        )
    return f"{kept[:4]} {kept[4:7]} {kept[7:]}"


def check_rule(rule: ReceptionRule) -> None:
    """Raises PostingError when the rule cannot be meant."""
    if rule.weekday not in range(7) or rule.week not in WEEK_WORDS:
        raise PostingError(say("Chọn một thứ trong tuần và tuần nào của tháng."))
    if rule.closes <= rule.opens:
        raise PostingError(say("Giờ hết tiếp phải sau giờ bắt đầu."))
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise PostingError(say("Ngày thôi áp dụng phải sau ngày bắt đầu áp dụng."))


def days_of(rule: ReceptionRule, *, since: date, until: date, is_off: Callable[[date], bool]) -> list[date]:
    """The days of the rule from `since` to `until`, both included, without the days off."""
    span = (since + ONE_DAY * n for n in range((until - since).days + 1))
    return [day for day in span if rule.falls_on(day) and not is_off(day)]


def is_person(user_agent: str) -> bool:
    """False for programs that say what they are, and for those that say nothing; one that lies is counted, as the page says."""
    return bool(user_agent.strip()) and MACHINES.search(user_agent) is None


@dataclass(frozen=True, slots=True)
class Visits:
    """How often the commune's pages were visited: reading now, today, since Monday, in all."""

    now: int
    today: int
    week: int
    total: int


def visits_of(days: Iterable[tuple[date, int, int]], *, today: date, present: int) -> Visits:
    """From (day, visits, visits of all days before), newest first; `present` = how many read now."""
    rows = list(days)
    monday = today - timedelta(days=today.weekday())
    total = rows[0][1] + rows[0][2] if rows else 0
    return Visits(
        now=present,
        today=sum(visits for day, visits, _ in rows if day == today),
        week=sum(visits for day, visits, _ in rows if monday <= day <= today),
        total=total,
    )
