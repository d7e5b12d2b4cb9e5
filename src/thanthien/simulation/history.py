"""Days lived at once: `simulate` plays an office from one day to another through the real actions, as fast as the machine can."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.db.models import QuerySet

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal import followers
from thanthien.journal.asking import composed
from thanthien.journal.models import Entry
from thanthien.outreach import actions as outreach
from thanthien.outreach import queries
from thanthien.people.scoping import in_unit
from thanthien.programmes import queries as programmes
from thanthien.programmes.rules import Count, Kind
from thanthien.queueing import actions as queueing
from thanthien.shared import chance
from thanthien.shared.clock import VIETNAM, day_of, now
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.bookings import Booked, book_ahead
from thanthien.simulation.demo import SEATS
from thanthien.simulation.hall import Hall
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import DEMO, Pace, arrival_minutes, expected_visitors, poisson
from thanthien.simulation.work import Work

Progress = Callable[[int, int, str], None]
TICK = timedelta(minutes=30)
EVENING = time(21, 30)
# A demonstration that was shut for longer than this many days does not live through all of them.
LONGEST_GAP = 7


@dataclass
class Lived:
    """What was lived: working days, and how many people and dossiers they brought."""

    days: int = 0
    tickets: int = 0
    dossiers: int = 0
    ratings: int = 0
    special: dict[str, Count] = field(default_factory=dict)

    def __str__(self) -> str:
        told = f"{self.days} ngày làm việc, {self.tickets} lượt, {self.dossiers} hồ sơ, {self.ratings} lượt đánh giá"
        kept = (f"{str(Kind(kind).label).lower()} {count.done}/{count.eligible}" for kind, count in self.special.items())
        return ", ".join([told, *kept])


@dataclass
class Day:
    """One day of one office, up to `until`."""

    place: Place
    village: Village
    pace: Pace
    seed: str
    day: date
    until: datetime
    agenda: Agenda = field(init=False)
    hall: Hall = field(init=False)
    booked: bool = field(init=False)
    work: Work = field(init=False)

    def __post_init__(self) -> None:
        self.agenda = Agenda(_moment(self.day, 0))
        clock = lambda: self.agenda.now  # noqa: E731  the legal moment of an act is the moment on the agenda
        rng = Random(f"{self.seed}:{self.place.unit}:{self.day}")
        self.booked = self.pace.books or queries.any_booking(unit=self.place.unit)
        self.work = Work(place=self.place, agenda=self.agenda, pace=self.pace, seed=self.seed, clock=clock, alone=True)
        self.hall = Hall(
            place=self.place, agenda=self.agenda, pace=self.pace, village=self.village, work=self.work, rng=rng, clock=clock,
            alone=True,
        )  # fmt: skip

    def seeded(self) -> AbstractContextManager[None]:
        """While it lasts, what the office draws and when it writes follow from the seed and the agenda."""
        return chance.seeded(seed=self.seed, unit=self.place.unit, clock=lambda: self.agenda.now)

    def live(self) -> bool:
        """Live the day; False when the hall does not open (then only the clock acts)."""
        spans = self.place.spans(self.day)
        if spans:
            self._plan(spans)
        else:
            self.agenda.put(_moment(self.day, 12 * 60), self._tick)
        self.agenda.run(self.until)
        return bool(spans)

    def _plan(self, spans: tuple[tuple[int, int], ...]) -> None:
        hall, rng = self.hall, self.hall.rng
        first, last = _moment(self.day, spans[0][0]), _moment(self.day, spans[-1][1])
        for pk in self.place.counters:
            self.agenda.put(first - timedelta(seconds=rng.uniform(30, 600)), hall.open, pk)
            if rng.random() < 0.5:
                self.agenda.put(first + timedelta(minutes=rng.uniform(100, 170)), hall.rest_soon, pk, rng.uniform(6, 14))
        for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
            self.agenda.put(_moment(self.day, end), hall.lunch, _moment(self.day, start))
        self.agenda.put(last, hall.close)
        how_many = poisson(rng, expected_visitors(self.pace, self.day))
        for minute in arrival_minutes(rng, how_many, spans):
            self.agenda.put(_moment(self.day, minute), hall.comes)
        if self.pace.books:
            own = Random(f"{self.seed}:books:{self.place.unit}:{self.day}")
            people = Booked(hall, village=self.village, rng=own, clock=hall.clock)
            self.agenda.put(_moment(self.day, 6 * 60), people.night, self.day)
        self._expect_collectors(spans, rng)
        self.work.morning(until=datetime.combine(self.day, EVENING, tzinfo=VIETNAM))
        moment = first - TICK
        while moment < last + 4 * TICK:
            self.agenda.put(moment, self._tick)
            moment += TICK

    def _expect_collectors(self, spans: tuple[tuple[int, int], ...], rng: Random) -> None:
        """Who has a result waiting and comes today; what one family fetches it fetches in one visit."""
        by_person: dict[int | None, list[int]] = {}
        for dossier in _ready.rows(unit=self.place.unit):
            if day_of(self.work.collected_from(dossier)) <= self.day:
                by_person.setdefault(dossier.applicant_id, []).append(dossier.pk)
        for minute, pks in zip(arrival_minutes(rng, len(by_person), spans), by_person.values(), strict=True):
            self.agenda.put(_moment(self.day, minute), self.hall.fetch, *pks)

    def _tick(self) -> None:
        self.place.do(clock_strikes, unit=self.place.unit, at=self.agenda.now, bookings=self.booked)


@composed
def _ready(unit: str) -> QuerySet[Dossier]:
    return Dossier.objects.filter(unit_id=unit, state=Status.READY).order_by("code")


@contextmanager
def _garbage_later() -> Iterator[None]:
    """A day makes many short-lived rows and statements; looking for garbage among them, and among all that was loaded before,
    every moment costs a tenth of its time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)


def clock_strikes(*, unit: str, at: datetime, bookings: bool = True) -> int:
    """What time brings about in one office, in the order of `journeys.tick`; nobody opened a file, so nothing is sealed.

    `bookings` False: nobody ever booked an hour there.
    """
    done = queueing.tick(unit=unit, at=at) + dossiers.tick(unit=unit, at=at)
    return done + (outreach.tick(unit=unit, at=at) if bookings else 0)


def simulate(
    *, unit: str, start: date, end: date, seed: object = 0, pace: Pace | None = None, seats: Mapping[int, str] | None = None,
    until: datetime | None = None, progress: Progress = lambda done, total, note: None, fated: bool = False,
    place: Place | None = None,
) -> Lived:  # fmt: skip
    """Live the days from `start` to `end` (both included; the last one only up to `until`) in the office of `unit`.

    The same seed gives the same people, calls, dossiers and times. With `fated` the office's own chance (ids, codes) and the
    moments of writing follow from the seed too: the same bytes (ADR 0012). `place`: the office as it was read before, else it is
    read now, with `seats`. Each day is one transaction, for speed alone.
    """
    with in_unit(unit):
        place, pace = place or Place(unit=unit, seats=seats), pace or Pace()
    village = Village(seed=str(seed), place=place_name(unit), year=start.year)
    lived, total = Lived(), (end - start).days + 1
    for number in range(total):
        day = start + timedelta(days=number)
        stop = until if until and day == end else datetime.combine(day, EVENING, tzinfo=VIETNAM)
        with _garbage_later(), transaction.atomic(), in_unit(unit):
            today = Day(place, village, pace, str(seed), day, stop)
            with today.seeded() if fated else nullcontext():
                lived.days += today.live()
                if fated:
                    _follow(unit)
        progress(number + 1, total, f"{day:%d/%m}")
    entries = Entry.objects.filter(unit=unit, at__gte=_moment(start, 0), at__lt=_moment(end + timedelta(days=1), 0))
    lived.tickets = entries.filter(kind="ticket.taken").count()
    lived.dossiers = entries.filter(kind="dossier.received").count()
    lived.ratings = entries.filter(kind="rating.given").count()
    lived.special = _special(unit, start, end)
    return lived


def _special(unit: str, start: date, end: date) -> dict[str, Count]:
    """What the special days of these days kept, by kind."""
    sums: dict[str, Count] = {}
    with in_unit(unit):
        for (_, kind), count in programmes.counts(unit=unit, since=start, until=end).items():
            sums[kind] = sums.get(kind, Count()) + count
    return {kind: sums[kind] for kind in Kind if kind in sums}


def _follow(unit: str) -> None:
    """In the evening the followers read what the day wrote; what they draw by chance follows from the seed as well."""
    followers.catch_up_together(names=followers.names(), unit=unit)


def live_until_now(
    *, unit: str, days: int, seed: object, progress: Progress = lambda done, total, note: None,
    seats: Mapping[int, str] | None = None, pace: Pace = DEMO,
) -> str:  # fmt: skip
    """Live the last `days` days and today up to this moment; when some of it is lived already, only what is missing.

    `seats`: counter → login on an ordinary day, else those of the demonstration commune.
    """
    moment = now()
    first = moment.date() - timedelta(days=days)
    last = Entry.objects.filter(unit=unit, kind="ticket.taken").order_by("-seq").first()
    if last is not None:
        gap = moment.date() - timedelta(days=LONGEST_GAP)
        first = max(day_of(last.at) + timedelta(days=1), gap)
    if first > moment.date():
        return "đã có"
    seats = seats or {number: login for number, login, _ in SEATS}
    lived = simulate(
        unit=unit, start=first, end=moment.date(), seed=seed, pace=pace, seats=seats, until=moment, progress=progress
    )
    if not pace.books:
        return str(lived)
    with transaction.atomic(), in_unit(unit):
        village = Village(seed=str(seed), place=place_name(unit), year=moment.year)
        book_ahead(unit=unit, seed=seed, at=moment, village=village)
    return str(lived)


def place_name(unit: str) -> str:
    """`xã Cẩm Tú`, as it stands in an address; people who come to a commune's police live in the commune."""
    from thanthien.people.queries import governing
    from thanthien.people.queries import unit as unit_of

    name = unit_of(governing(unit_of(unit))).name
    return name[:1].lower() + name[1:]


def _moment(day: date, minutes: float) -> datetime:
    return datetime.combine(day, time(), tzinfo=VIETNAM) + timedelta(minutes=minutes)
