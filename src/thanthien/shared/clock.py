"""Time of the office. Only doors and commands ask for `now()`; rules and actions are handed `at=`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in Vietnam's time."""
    return datetime.now(tz=VIETNAM)


def local(moment: datetime) -> datetime:
    """`moment` in Vietnam's time; raises ValueError for a naive one, because a guessed zone cost a peer a day."""
    if moment.tzinfo is None:
        raise ValueError("Thời điểm thiếu múi giờ")
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """The calendar day of `moment` in Vietnam."""
    return local(moment).date()


def month_after(day: date) -> date:
    """The first day of the month after the one that `day` lies in."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
