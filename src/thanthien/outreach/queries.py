"""Every read of bookings: which hours are free, who comes today, what a person holds.

A page of hours costs the same however many hours and bookings there are: the quota, the opening hours, the bookings of the days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from thanthien.outreach import slots as hours_of
from thanthien.outreach.models import Booking, QuotaRule
from thanthien.outreach.rules import Day, Held, Offer, Quota, State
from thanthien.people.scoping import everywhere
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest, tidy_code
from thanthien.shared.wording import say
from thanthien.worktime.day_table import Calendar
from thanthien.worktime.moments import receiving_spans
from thanthien.worktime.office_hours import Hours, Span
from thanthien.worktime.queries import office_time

# Bookings take places while they are open and after the person came; a cancelled or a missed hour is free again.
TAKES_A_PLACE = (State.BOOKED, State.ARRIVED)


@dataclass(frozen=True, slots=True)
class Opening:
    """When an office is open: its calendar and weekly hours."""

    calendar: Calendar
    hours: Hours

    def spans(self, day: date) -> tuple[Span, ...]:
        return receiving_spans(day=day, calendar=self.calendar, hours=self.hours)


class Quotas:
    """All quotas of a unit, read once: the one that holds on a day is the last that began. `rows`: in the order of their days."""

    def __init__(self, rows: Iterable[tuple[date, dict]]) -> None:
        self.rows = list(rows)

    def on(self, day: date) -> Quota:
        """The quota on a day; the usual one before the unit decided anything. Raises BookingError for a wrong entry."""
        data: dict = {}
        for since, entry in self.rows:
            if since <= day:
                data = entry
        return Quota.from_data(data)


def opening(*, unit: str) -> Opening:
    """Calendar and hours of the unit's counters."""
    time = office_time(unit=unit)
    return Opening(time.calendar, time.hours)


def quotas(*, unit: str) -> Quotas:
    """The quotas of the unit."""
    rows = QuotaRule.objects.filter(unit_id=unit, withdrawn=False).order_by("valid_from", "pk")
    return Quotas(rows.values_list("valid_from", "data"))


def quota(*, unit: str, on: date) -> Quota:
    """The quota of the unit on a day."""
    return quotas(unit=unit).on(on)


def quota_rules(*, unit: str) -> list[QuotaRule]:
    """What the unit decided and did not take back, the latest day first, of one day the last decision first."""
    return list(QuotaRule.objects.filter(unit_id=unit, withdrawn=False).order_by("-valid_from", "-pk"))


def quota_rule(*, unit: str, pk: int) -> QuotaRule | None:
    """One decision of the unit, or None."""
    return QuotaRule.objects.filter(unit_id=unit, pk=pk).first()


def days(*, unit: str, offer: Offer, at: datetime, but: Booking | None = None) -> list[Day]:
    """Today and the days ahead with their hours for a service. `but`: a booking that is to be moved takes no place itself."""
    known, open_at = quotas(unit=unit), opening(unit=unit)
    ahead = hours_of.horizon(at=at, quota=known.on(day_of(at)))
    taken = _taken(unit, offer.letter, ahead, but)
    return [one_day(day=day, quota=known.on(day), open_at=open_at, offer=offer, taken=taken.get(day, ()), at=at) for day in ahead]


def day_now(*, unit: str, offer: Offer, day: date, at: datetime, but: Booking | None = None) -> Day:
    """One day of `days`, also beyond the horizon: for the act, which reads it under the lock."""
    taken = _taken(unit, offer.letter, [day], but)
    return one_day(
        day=day, quota=quota(unit=unit, on=day), open_at=opening(unit=unit), offer=offer, taken=taken.get(day, ()), at=at
    )


def one_day(*, day: date, quota: Quota, open_at: Opening, offer: Offer, taken: Sequence[Span], at: datetime) -> Day:
    """The hours of a day, or why it has none."""
    spans, season = open_at.spans(day), quota.season(day)
    if not quota.open:
        return Day(day, (), say("Xã chưa nhận đặt hẹn"))
    if season is not None:
        return Day(day, (), season.why)
    if not spans:
        entry = open_at.calendar.entry(day)
        return Day(day, (), entry.name if entry else say("Xã nghỉ"))
    slots = hours_of.day_slots(spans=spans, quota=quota, counters=offer.counters, letter=offer.letter)
    return Day(day, hours_of.with_taken(slots, taken, day=day, at=at, lead_minutes=quota.lead_minutes))


def _taken(unit: str, letter: str, wanted: list[date], but: Booking | None) -> dict[date, list[Span]]:
    rows = Booking.objects.filter(unit_id=unit, service=letter, day__in=wanted, state__in=TAKES_A_PLACE)
    taken: dict[date, list[Span]] = {}
    for day, start, end in rows.exclude(pk=but.pk if but else None).values_list("day", "start", "end"):
        taken.setdefault(day, []).append((start, end))
    return taken


def taken_on(*, unit: str, day: date) -> dict[str, list[Span]]:
    """Service → the booked hours of a day, one query."""
    rows = Booking.objects.filter(unit_id=unit, day=day, state__in=TAKES_A_PLACE).values_list("service", "start", "end")
    taken: dict[str, list[Span]] = {}
    for service, start, end in rows:
        taken.setdefault(service, []).append((start, end))
    return taken


def phone_digest(number: str) -> str:
    """The keyed digest by which the bookings of one telephone are found; `number` as `rules.tidy_phone` gives it."""
    return keyed_digest(number, purpose="booking-phone")


def address_digest(address: str) -> str:
    """The keyed digest of an address of the net, or nothing."""
    return keyed_digest(address, purpose="booking-address") if address else ""


def held(*, unit: str, digest: str, on: date, but: Booking | None = None, back: int = 0) -> list[Held]:
    """What this telephone has booked from `back` days ago on, for the limits."""
    rows = Booking.objects.filter(unit_id=unit, phone_digest=digest, day__gte=on - timedelta(days=back))
    others = rows.exclude(pk=but.pk if but else None).order_by("day")
    return [Held(row.day, row.start, row.field, row.state, row.label) for row in others]


def made_from(*, unit: str, digest: str, since: datetime) -> int:
    """How many bookings were made from one address of the net."""
    return Booking.objects.filter(unit_id=unit, address_digest=digest, made_at__gt=since).count() if digest else 0


def booking(*, pk: int, unit: str) -> Booking | None:
    """A booking of the unit, or None."""
    return Booking.objects.filter(pk=pk, unit_id=unit).select_related("procedure", "unit", "visit").first()


def by_token(*, token: str) -> Booking | None:
    """The booking whose link carries this secret, or None. The secret is what says of which unit it is."""
    with everywhere():
        return Booking.objects.filter(token=tidy_code(token)).select_related("procedure", "unit", "visit").first()


def by_number(*, unit: str, number: int, day: date) -> Booking | None:
    """The booking with this number: the open one (of whatever day: the act says which), else the one of `day` that had it last;
    None when there is none.
    """
    rows = Booking.objects.filter(unit_id=unit, number=number).select_related("visit")
    return rows.filter(state=State.BOOKED).first() or rows.filter(day=day).order_by("-changed_at").first()


def of_day(*, unit: str, day: date) -> QuerySet[Booking]:
    """The bookings of a day in the order of their hours, also the cancelled."""
    return Booking.objects.filter(unit_id=unit, day=day).select_related("procedure", "visit").order_by("start", "number")


def any_booking(*, unit: str) -> bool:
    """True when somebody ever booked an hour at the unit."""
    return Booking.objects.filter(unit_id=unit).exists()


def busy_days(*, unit: str, since: date) -> dict[date, int]:
    """Open bookings a day from `since` on."""
    found: dict[date, int] = {}
    for day in Booking.objects.filter(unit_id=unit, state=State.BOOKED, day__gte=since).values_list("day", flat=True):
        found[day] = found.get(day, 0) + 1
    return found
