"""A hall whose hours can be booked: services at its counters, a quota when one is wanted, persons with invented telephones."""

from datetime import date, datetime, timedelta

from builders.office import SmallOffice
from thanthien.journeys.bookable import offer
from thanthien.outreach import actions, queries
from thanthien.outreach.actions import Person
from thanthien.outreach.models import Booking, QuotaRule
from thanthien.outreach.rules import Offer
from thanthien.shared.actor import citizen, system

OFFERED = (
    ("A", "Hộ tịch", "intake", (1, 2)), ("B", "Chứng thực", "intake", (2,)), ("D", "Đất đai, nhà ở", "intake", (3,)),
    ("K", "Nhận kết quả", "return", (1,)),
)  # fmt: skip
# Monday 23 November 2026 is `office.at`; the 24th is a day off.
WEDNESDAY, THURSDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)
NINE, TEN, TWO = 9 * 60, 10 * 60, 14 * 60


def phone(number: int) -> str:
    """An invented mobile number."""
    return f"0912000{number:03d}"


def person(number: int = 1, name: str = "Bùi Thị Mận", **more: object) -> Person:
    return Person(name=name, phone=phone(number), **more)


def booked(
    office: SmallOffice, *, day: date = WEDNESDAY, start: int = NINE, who: Person | None = None, service: str = "A",
    at: datetime | None = None, **more: object,
) -> Booking:  # fmt: skip
    """A booking made from home."""
    wanted = {"by": citizen(office.unit), "at": at or office.at, "person": who or person(), **more}
    return actions.book(unit=office.unit, offer=offered_to_book(office, service), day=day, start=start, **wanted)


def offered_to_book(office: SmallOffice, service: str = "A") -> Offer:
    return offer(unit=office.unit, letter=service)


def quota_of(office: SmallOffice, *, since: date | None = None, **values: object) -> QuotaRule:
    """The unit decides: what is named here, the rest as it stood before."""
    day = since or office.at.date()
    data = queries.quota(unit=office.unit, on=day).as_data() | values
    return actions.set_quota(unit=office.unit, data=data, valid_from=day, by=system(office.unit), at=office.at)


def on(day: date, hour: int, minute: int = 0, *, like: datetime) -> datetime:
    """That day at that hour, in the time zone of `like`."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=like.tzinfo)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)
