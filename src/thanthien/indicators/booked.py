"""Figures of bookings, read from tallies: how much of the hall comes by appointment, and how many hours nobody came to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from thanthien.indicators.models import DailyTally

KEYS = ("booking.made", "booking.arrived", "booking.missed", "booking.cancelled", "ticket.taken")


@dataclass(frozen=True, slots=True)
class Booked:
    """A period. `taken`: numbers given in the hall, `booked` of them for a booked hour that was kept in time."""

    made: int
    arrived: int
    missed: int
    cancelled: int
    taken: int
    booked: int

    @property
    def due(self) -> int:
        """Hours that came and were not cancelled."""
        return self.arrived + self.missed

    @property
    def missed_share(self) -> float | None:
        """Percent of the hours due that nobody came to; None when there were none."""
        return 100 * self.missed / self.due if self.due else None

    @property
    def booked_share(self) -> float | None:
        """Percent of the hall's numbers; None when none were given."""
        return 100 * self.booked / self.taken if self.taken else None


def booked(*, unit: str, first: date, last: date) -> Booked:
    """The figures of a period, one query however long it is."""
    rows = DailyTally.objects.filter(unit=unit, day__gte=first, day__lte=last, key__in=KEYS, part__in=("", "channel:booked"))
    sums = {(row["key"], row["part"]): row["value"] for row in rows.values("key", "part").annotate(value=Sum("value")).order_by()}
    whole = {key.partition(".")[2]: sums.get((key, ""), 0) for key in KEYS}
    return Booked(booked=sums.get(("ticket.taken", "channel:booked"), 0), **whole)


def minutes_served(*, unit: str, first: date, last: date) -> dict[str, tuple[float, int]]:
    """Service letter → (mean minutes at the counter, how many services), for services that were served in the period."""
    keys = ("serve.seconds", "ticket.done")
    rows = DailyTally.objects.filter(unit=unit, day__gte=first, day__lte=last, key__in=keys, part__startswith="service:")
    sums: dict[str, dict[str, int]] = {}
    for row in rows.values("key", "part").annotate(value=Sum("value")).order_by():
        sums.setdefault(row["part"].partition(":")[2], {})[row["key"]] = row["value"]
    return {
        letter: (found.get("serve.seconds", 0) / 60 / found["ticket.done"], found["ticket.done"])
        for letter, found in sums.items()
        if found.get("ticket.done", 0) > 0
    }
