"""One week of one commune, lived through the real actions and written down; the database is as empty afterwards as before."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django_scopes import scopes_disabled

from bench.bulk.own import KNOWN
from bench.bulk.recorder import Act, Recorder, Snap
from thanthien.indicators.fold import fact_of
from thanthien.indicators.rules import Fact, changes
from thanthien.journal import settled
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation import demo, history
from thanthien.simulation.persons import Village
from thanthien.simulation.rules import Pace

Progress = Callable[[int, int, str], None]
MONDAY = date(2026, 9, 7)  # the weeks that follow have no holiday
DAYS, DRAIN, VISITORS = 5, 42, 60.0  # a large commune
OPENED = timedelta(days=6)  # before the first day of work
HALL = frozenset({"counter.opened", "counter.closed", "counter.paused", "counter.resumed", "day.closed"})
OWN_ONCE = frozenset({"installation.entrusted"})  # of the first administrator of the machine, nobody else's


@dataclass(frozen=True)
class Mould:
    """What was lived. `weeks`: its acts by the week in which they happened, the first week first; `last`: each row as it was in
    the end; `names`: names of people by their sex.
    """

    unit: str
    logins: tuple[str, ...]
    setup: list[Act]
    weeks: list[list[Act]]
    last: dict[str, Snap]
    names: dict[str, list[str]]

    @property
    def dossiers(self) -> int:
        """Which one copy brings."""
        return sum(snap.table == "dossiers.dossier" for snap in self.last.values())


def lived(
    *, seed: int = 1, days: int = DAYS, drain: int = DRAIN, visitors: float = VISITORS,
    progress: Progress = lambda done, total, note: None,
) -> Mould:  # fmt: skip
    """Build the demonstration commune, live `days` working days from `MONDAY` with so many visitors each, and `drain` days in
    which only those come who fetch a result.
    """
    recorder = Recorder(unit=demo.UNIT, place=demo.PLACE)
    with scopes_disabled(), transaction.atomic():  # every table is read while it is written down
        with recorder.noting() as setup:
            opened = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 8, tzinfo=VIETNAM) - OPENED
            demo.build(at=opened)
        demo.write_out_names(at=opened)
        with recorder.noting() as week:
            friday = MONDAY + timedelta(days=days - 1)
            common = {"unit": demo.UNIT, "seed": seed, "progress": progress, "seats": {n: login for n, login, _ in demo.SEATS}}
            history.simulate(start=MONDAY, end=friday, pace=Pace(visitors_a_day=visitors), **common)
            first, last = friday + timedelta(days=1), friday + timedelta(days=drain)
            history.simulate(start=first, end=last, pace=Pace(visitors_a_day=0.0), **common)
        transaction.set_rollback(True)
    settled.forget()
    return moulded(recorder, setup, week, seed)


def moulded(recorder: Recorder, setup: list[Act], week: list[Act], seed: int) -> Mould:
    last = {snap.key: snap for act in (*setup, *week) for snap in act.snaps}
    foreign = {snap.table for act in week for snap in act.snaps} - KNOWN
    if foreign:
        raise RuntimeError(f"bench.bulk.own does not know yet what a copy of {', '.join(sorted(foreign))} has of its own")
    _add_changes(week)
    people = Village(seed=str(seed), place=f"xã {demo.PLACE}").people
    names = {sex: [person.name for person in people if sex in ("", person.sex)] for sex in {"", *(p.sex for p in people)}}
    logins = tuple(sorted(snap.values["login"] for snap in last.values() if snap.table == "people.officer"))
    setup = [act for act in setup if act.kind not in OWN_ONCE]
    return Mould(recorder.unit, logins, setup, _by_week(week), last, names)


def _by_week(acts: Sequence[Act]) -> list[list[Act]]:
    """Openings of the hall in later weeks are left out: whoever copies a week brings its own."""
    weeks: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        number = (day_of(act.at) - MONDAY).days // 7
        if number == 0 or act.kind not in HALL:
            weeks[max(number, 0)].append(act)
    return [weeks[number] for number in range(max(weeks) + 1)]


def _add_changes(acts: Sequence[Act]) -> None:
    """What each act adds to the figures, by the rules of the indicators; it looks back on acts of the same visit or subject."""
    facts = [fact_of(act.entry) for act in acts]
    about: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        about[fact.kind, "subject", fact.subject].append(fact)
        about[fact.kind, "visit", fact.visit].append(fact)
    for act, now in zip(acts, facts, strict=True):

        def past(kind: str, *, subject: str = "", visit: str = "", now: Fact = now) -> list[Fact]:
            found = about[kind, "subject", subject] if subject else about[kind, "visit", visit] if visit else []
            return [fact for fact in found if fact.seq < now.seq]

        act.changes = changes(now, past)
