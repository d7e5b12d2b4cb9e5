"""Figures for screens, read from tallies: the same cost for ten dossiers and for ten million."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.db.models import QuerySet, Sum

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN
from thanthien.indicators.buckets import quantile
from thanthien.indicators.looks import Limit
from thanthien.indicators.models import DailyTally, LookAlert
from thanthien.indicators.rules import levels
from thanthien.journal.asking import composed
from thanthien.ratings.rules import Share, share_text
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class HallStrip:
    """The strip of the hall's display: today's dossiers, and all that are overdue, however old."""

    at: datetime
    received: int
    early: int
    on_time: int
    due_today: int
    late: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waiting times of the tickets called in a period. Minutes; None when nobody was called."""

    called: int
    mean: float | None
    median: float | None
    middle_half: tuple[float, float] | None
    longest: float | None


@dataclass(frozen=True, slots=True)
class Promises:
    """Dossiers whose result was ready in a period, against their date. A full count: it has no interval."""

    early: int
    on_time: int
    late: int

    @property
    def finished(self) -> int:
        return self.early + self.on_time + self.late

    @property
    def kept(self) -> int:
        return self.early + self.on_time

    @property
    def count_text(self) -> str:
        """ "209 trên 214 hồ sơ"."""
        return str(say("{kept} trên {all} hồ sơ", kept=self.kept, all=self.finished))

    @property
    def text(self) -> str:
        """ "97,7 %"; "–" when nothing was finished."""
        return share_text(self.kept, self.finished)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a unit, or of one officer, over a period (both days included)."""

    since: date
    until: date
    tickets: int
    served: int
    no_show: int
    visits: int
    serving_minutes: float | None
    waiting: Waiting
    received: int
    returned: int
    became_late: int
    promises: Promises
    first_promises: Promises
    law_promises: Promises
    rated: int
    set_aside: int
    attitude: Share
    work: Share


def hall_strip(*, unit: str, at: datetime) -> HallStrip:
    """What the hall's display says of dossiers at the moment `at`. `late` counts every open dossier whose hour has passed."""
    today = day_of(at)
    tallies = of_day(unit=unit, day=today, keys=("dossier.received", "dossier.early", "dossier.on_time"))
    running = Dossier.objects.filter(unit_id=unit, state__in=[int(state) for state in OPEN])
    return HallStrip(
        at=at,
        received=tallies["dossier.received"],
        early=tallies["dossier.early"],
        on_time=tallies["dossier.on_time"],
        due_today=running.filter(due_at__gte=at, due_at__lt=_midnight_after(today)).count(),
        late=running.filter(due_at__lt=at).count(),
    )


def of_day(*, unit: str, day: date, keys: Iterable[str]) -> dict[str, int]:
    """The named figures of a whole unit on one day, in one query; 0 where nothing happened."""
    return dict.fromkeys(keys, 0) | dict(_of_day.rows(unit=unit, day=day, keys=tuple(keys)))


@composed
def _of_day(unit: str, day: date, keys: tuple[str, ...]) -> QuerySet[DailyTally]:
    return DailyTally.objects.filter(unit=unit, day=day, part="", key__in=keys).values_list("key", "value")


def figures(*, unit: str, since: date, until: date, officer: str = "") -> Figures:
    """Everything that the leader's page shows for a period, of the whole unit or of one officer."""
    part = f"officer:{officer}" if officer else ""
    sums = _sums(unit=unit, since=since, until=until, part=part)
    attitude = _levels(unit=unit, since=since, until=until, question="attitude", officer=officer)
    work = _levels(unit=unit, since=since, until=until, question="work", officer=officer)
    seconds, served, visits = sums["serve.seconds"], sums["ticket.done"], sums["visit.served"]
    return Figures(
        since=since, until=until, tickets=sums["ticket.taken"], served=served, no_show=sums["ticket.no_show"], visits=visits,
        serving_minutes=seconds / 60 / served if served else None,
        waiting=waiting(unit=unit, since=since, until=until), received=sums["dossier.received"],
        returned=sums["dossier.returned"], became_late=sums["dossier.became_late"],
        promises=Promises(sums["dossier.early"], sums["dossier.on_time"], sums["dossier.late"]),
        first_promises=Promises(sums["dossier.first_early"], sums["dossier.first_on_time"], sums["dossier.first_late"]),
        law_promises=Promises(sums["dossier.law_early"], sums["dossier.law_on_time"], sums["dossier.law_late"]),
        rated=sums["rating.given"], set_aside=sums["rating.set_aside"],
        attitude=Share(*attitude, visits), work=Share(*work, visits),
    )  # fmt: skip


def waiting(*, unit: str, since: date, until: date, service: str = "") -> Waiting:
    """How long people waited before they were called, in the whole unit or for one service (its letter)."""
    part = f"service:{service}" if service else ""
    sums = _sums(unit=unit, since=since, until=until, part=part)
    buckets: dict[int, int] = defaultdict(int)
    for name, value in _by_part(unit=unit, since=since, until=until, key="wait.minute").items():
        of, _, minute = name.rpartition(":")
        if of == service:
            buckets[int(minute)] += value
    count, seconds = sums["wait.count"], sums["wait.seconds"]
    middle = (quantile(buckets, 0.25), quantile(buckets, 0.75))
    most = _longest.first(unit=unit, since=since, until=until)
    return Waiting(
        called=count,
        mean=seconds / 60 / count if count else None,
        median=quantile(buckets, 0.5),
        middle_half=None if middle[0] is None or middle[1] is None else (middle[0], middle[1]),
        longest=most / 60 if most is not None and count and not service else None,
    )


def promises(*, unit: str, since: date, until: date, field: str = "", officer: str = "", law: bool = False) -> Promises:
    """Early, on time and late of the results ready in a period, of a unit, a field or an officer.

    `law` = against the law's own term and not the unit's shorter one.
    """
    part = f"field:{field}" if field else f"officer:{officer}" if officer else ""
    sums = _sums(unit=unit, since=since, until=until, part=part)
    by = "dossier.law_" if law else "dossier."
    return Promises(sums[f"{by}early"], sums[f"{by}on_time"], sums[f"{by}late"])


def series(*, unit: str, key: str, since: date, until: date, part: str = "") -> list[tuple[date, int]]:
    """Day by day what `key` came to; days on which nothing happened are there with 0."""
    found = dict(_series.rows(unit=unit, since=since, until=until, key=key, part=part))
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return [(day, found.get(day, 0)) for day in days]


def breakdown(*, unit: str, key: str, since: date, until: date, by: str) -> dict[str, int]:
    """What `key` came to by `by` (service, officer, field, procedure, channel, counter, role), largest first."""
    found = _by_part(unit=unit, since=since, until=until, key=key)
    parts = {name.removeprefix(f"{by}:"): value for name, value in found.items() if name.startswith(f"{by}:") and value}
    return dict(sorted(parts.items(), key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class Less:
    """How often a unit did with less: results within its own shorter term (`kept` of `finished`), papers it did not ask for."""

    kept: int
    finished: int
    papers: int

    @property
    def text(self) -> str:
        return share_text(self.kept, self.finished)


def less(*, unit: str, since: date, until: date) -> dict[str, Less]:
    """By procedure, how often what the unit cut was kept. Three queries."""
    kept, missed, papers = (
        breakdown(unit=unit, key=f"less.{what}", since=since, until=until, by="procedure")
        for what in ("kept", "missed", "papers")
    )
    codes = {*kept, *missed, *papers}
    return {code: Less(kept.get(code, 0), kept.get(code, 0) + missed.get(code, 0), papers.get(code, 0)) for code in sorted(codes)}


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=VIETNAM)


def _days(unit: str, since: date, until: date):
    return DailyTally.objects.filter(unit=unit, day__range=(since, until))


@composed
def _longest(unit: str, since: date, until: date) -> QuerySet[DailyTally]:
    rows = _days(unit, since, until).filter(key="wait.most", part="")
    return rows.order_by("-value").values_list("value", flat=True)[:1]


@composed
def _series(unit: str, since: date, until: date, key: str, part: str) -> QuerySet[DailyTally]:
    return _days(unit, since, until).filter(key=key, part=part).values_list("day", "value")


@composed
def _summed(unit: str, since: date, until: date, part: str) -> QuerySet[DailyTally]:
    rows = _days(unit, since, until).filter(part=part).exclude(key="wait.most")
    return rows.order_by().values_list("key").annotate(total=Sum("value"))


@composed
def _parts(unit: str, since: date, until: date, key: str) -> QuerySet[DailyTally]:
    return _days(unit, since, until).filter(key=key).order_by().values_list("part").annotate(total=Sum("value"))


def _sums(*, unit: str, since: date, until: date, part: str) -> dict[str, int]:
    """key → sum over the days, 0 for what never happened."""
    return defaultdict(int, _summed.rows(unit=unit, since=since, until=until, part=part))


def _by_part(*, unit: str, since: date, until: date, key: str) -> dict[str, int]:
    return dict(_parts.rows(unit=unit, since=since, until=until, key=key))


def _levels(*, unit: str, since: date, until: date, question: str, officer: str) -> tuple[int, int]:
    found = _by_part(unit=unit, since=since, until=until, key=f"rating.{question}")
    lead = f"officer:{officer}:" if officer else ""
    return levels({name.removeprefix(lead): value for name, value in found.items() if name.startswith(lead)})


# --- looks at files --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Looks:
    """Files that an officer opened in a period, each once a day."""

    officer: str
    opened: int
    duty: int
    foreign: int

    @property
    def own(self) -> int:
        return self.opened - self.duty - self.foreign


@cache
def _limits() -> tuple[Limit, ...]:
    rows = yaml.safe_load((DATA / "looks.yaml").read_text(encoding="utf-8"))
    return tuple(Limit(row["from"], row["to"], row["files"], row["days"]) for row in rows)


def look_limit(*, on: date) -> Limit | None:
    """The limit in force on a day, or None."""
    return next((limit for limit in _limits() if limit.in_force(on)), None)


def foreign_looks(*, unit: str, since: date, until: date) -> dict[str, int]:
    """Officer → files opened that are not theirs."""
    return breakdown(unit=unit, key="access.foreign", since=since, until=until, by="officer")


def looks_by_officer(*, unit: str, since: date, until: date) -> list[Looks]:
    """Who opened how many files, those with most that are not theirs first."""
    found = {
        key: breakdown(unit=unit, key=f"access.{key}", since=since, until=until, by="officer")
        for key in ("opened", "duty", "foreign")
    }
    rows = [
        Looks(officer, opened, found["duty"].get(officer, 0), found["foreign"].get(officer, 0))
        for officer, opened in found["opened"].items()
    ]
    return sorted(rows, key=lambda row: (-row.foreign, -row.opened, row.officer))


def look_alerts(*, unit: str, open_only: bool = False, limit: int = 100) -> list[LookAlert]:
    """Alerts, newest first."""
    rows = LookAlert.objects.filter(unit=unit)
    return list((rows.filter(noted_at__isnull=True) if open_only else rows).order_by("-day", "officer")[:limit])


def look_alert(*, pk: int, unit: str) -> LookAlert | None:
    """One alert of the unit, or None."""
    return LookAlert.objects.filter(pk=pk, unit=unit).first()
