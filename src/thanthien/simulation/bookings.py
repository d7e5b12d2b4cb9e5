"""People of the village who book an hour from home, come for it, or forget it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from thanthien.journeys import bookable
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions, queries
from thanthien.outreach.actions import Person
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, State
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of
from thanthien.simulation.hall import Hall
from thanthien.simulation.persons import Village
from thanthien.worktime.moments import at_minute

FORGETS, TELLS, WITH_MAIL, WANTS_CALL = 0.07, 0.06, 0.35, 0.3
A_DAY = (5, 10)
ENOUGH = 12


def books(
    *, unit: str, village: Village, rng: Random, at: datetime, day: date | None = None, count: int,
    do: Callable[..., Any] = lambda action, **given: action(**given),
) -> list[Booking]:  # fmt: skip
    """`count` people try to book at `at`, for `day` or any day ahead; who finds nothing free does without."""
    made, offers = [], bookable.offers(unit=unit)
    for _ in range(count if offers else 0):
        offer = rng.choice(offers)
        ahead = [one for one in queries.days(unit=unit, offer=offer, at=at) if one.left and day in (None, one.day)]
        if not ahead:
            continue
        chosen = rng.choice(ahead)
        slot = rng.choice([one for one in chosen.slots if one.left])
        one = village.one(rng, on=day_of(at))
        lot = rng.random()
        mail = f"nguoi{rng.randrange(1000)}@vi-du.example" if lot < WITH_MAIL else ""
        person = Person(one.name, one.phone, mail, wants_call=WITH_MAIL <= lot < WITH_MAIL + WANTS_CALL)
        hour = {"offer": offer, "day": chosen.day, "start": slot.start}
        try:
            made.append(do(actions.book, unit=unit, **hour, person=person, by=citizen(unit), at=at, address=_address(rng)))
        except BookingError:
            continue
    return made


def _address(rng: Random) -> str:
    """An address of the net that belongs to nobody (RFC 5737 keeps it for examples)."""
    return f"203.0.113.{rng.randrange(1, 255)}"


def book_ahead(*, unit: str, seed: object, at: datetime, village: Village) -> int:
    """The days ahead of a demonstration have bookings; nothing when they have some already. Returns how many were made."""
    if sum(queries.busy_days(unit=unit, since=day_of(at)).values()) >= ENOUGH:
        return 0
    return len(books(unit=unit, village=village, rng=Random(f"{seed}:ahead:{day_of(at)}"), at=at, count=5 * ENOUGH))


class Booked:
    """Those who come to one hall by appointment."""

    def __init__(self, hall: Hall, *, village: Village, rng: Random, clock: Callable[[], datetime]) -> None:
        self.hall, self.village, self.rng, self.clock = hall, village, rng, clock
        self.unit = hall.place.unit

    def night(self, day: date) -> None:
        """Before the hall opens: some book for this day, and each plans when to leave home; a few cancel, a few forget."""
        for row in books(
            unit=self.unit, village=self.village, rng=self.rng, at=self.clock(), day=day, count=self.rng.randint(*A_DAY),
            do=self.hall.place.do,
        ):  # fmt: skip
            lot = self.rng.random()
            starts = at_minute(day, row.start)
            if lot < TELLS:
                self.hall.agenda.put(starts - timedelta(minutes=self.rng.uniform(65, 90)), self.tells, row)
            elif lot > FORGETS + TELLS:
                self.hall.agenda.put(starts + timedelta(minutes=self.rng.uniform(-20, 8)), self.comes, row)

    def tells(self, row: Booking) -> None:
        """Cannot come, and says so."""
        self.hall.place.do(actions.cancel, booking=row, by=citizen(self.unit), at=self.clock())

    def comes(self, row: Booking) -> None:
        """Here, at the kiosk or at the guide's desk."""
        at = self.clock()
        by = self.hall.place.kiosk(self.rng) or self.hall.place.guide(day_of(at))
        came = self.hall.place.do(arrive_booked, booking=row, by=by, at=at, channel="kiosk" if by.kind == "device" else "guide")
        self.hall.waits(came.ticket)

    def whoever_is_due(self) -> int:
        """A demonstration that runs by the wall clock: about each minute those whose hour is near come, one by one."""
        at = self.clock()
        minute, came = at.hour * 60 + at.minute, 0
        near = Booking.objects.filter(
            unit_id=self.unit, day=day_of(at), state=State.BOOKED, start__lte=minute + 12, end__gt=minute
        )
        for row in near.order_by("start", "number"):
            if self.rng.random() < 0.2:
                try:
                    self.comes(row)
                    came += 1
                except (BookingError, QueueError):
                    continue
        return came
