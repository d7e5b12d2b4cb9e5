"""The own record of leaders: reception days by their posted schedule, promises, apologies signed. Reads only; every figure is
the length of a list that stands beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from thanthien.conduct import leader_rules as rules
from thanthien.conduct import leading
from thanthien.conduct.leader_rules import Day, Noted, Outcome, Standing
from thanthien.conduct.models_leader import LeaderPromise, ReceptionHeld
from thanthien.dossiers.models import Apology
from thanthien.dossiers.waiting import apologies_of
from thanthien.letters.models import Letter
from thanthien.letters.queries import signed_by
from thanthien.letters.rules import Base
from thanthien.people.models import Officer
from thanthien.people.queries import officers_of
from thanthien.people.rules import Role
from thanthien.posting.models import Reception
from thanthien.posting.queries import schedules
from thanthien.posting.rules import days_of
from thanthien.receptions.queries import by_officer
from thanthien.shared.clock import VIETNAM

LEADERS = (Role.LEADER, Role.PARTY_SECRETARY)
AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the schedule: where and when, how it went, what says so (the leader's note, lines of the book)."""

    day: date
    opens: time
    closes: time
    place: str
    state: Day
    note: ReceptionHeld | None
    lines: int

    @property
    def people(self) -> int:
        return self.note.people if self.note is not None else self.lines


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and how it stands."""

    row: LeaderPromise
    standing: Standing

    @property
    def mark(self) -> str:
        return f"promise-{self.row.pk}"


@dataclass(frozen=True, slots=True)
class LeaderRecord:
    """One leader's year."""

    officer: Officer
    year: int
    days: tuple[PlannedDay, ...]
    promises: tuple[Promised, ...]
    apologies: tuple[Apology, ...]
    letters: tuple[Letter, ...]

    def days_that(self, *states: Day) -> int:
        return sum(1 for one in self.days if one.state in states)

    @property
    def held(self) -> int:
        return self.days_that(Day.HELD)

    @property
    def past(self) -> int:
        """Days of the schedule that are over."""
        return self.days_that(Day.HELD, Day.STOOD_IN, Day.MISSED, Day.NOT_NOTED)

    @property
    def missed(self) -> int:
        """Not held by the leader, also where somebody stood in: the law lets nobody stand in."""
        return self.days_that(Day.MISSED, Day.STOOD_IN)

    @property
    def unnoted(self) -> int:
        return self.days_that(Day.NOT_NOTED)

    @property
    def received(self) -> int:
        """How many people were received on those days."""
        return sum(one.people for one in self.days)

    @property
    def kept(self) -> int:
        return sum(1 for one in self.promises if one.row.outcome == Outcome.KEPT)

    @property
    def public(self) -> list[Promised]:
        """What the leader let stand on the commune's page."""
        return [one for one in self.promises if one.row.public]

    @property
    def late(self) -> int:
        return sum(1 for one in self.promises if one.standing is Standing.LATE)

    @property
    def sorry(self) -> int:
        return len(self.apologies) + len(self.letters)


def leaders(*, unit: str, on: date) -> list[Officer]:
    """Who leads the unit on a day, by name."""
    rows = officers_of(unit=unit).prefetch_related("grants")
    return [one for one in rows if any(_holds(grant, on) for grant in one.grants.all())]


def _holds(grant, on: date) -> bool:
    """A leader's own role in force on a day; one that was delegated for a while makes no leader."""
    own = grant.role in LEADERS and grant.delegation_id is None
    return own and grant.valid_from <= on and (grant.valid_to is None or on <= grant.valid_to)


def records(
    *, unit: str, officers: Sequence[Officer], year: int, today: date, is_off: Callable[[date], bool]
) -> list[LeaderRecord]:  # fmt: skip
    """The year of each; six queries for one as for all. `is_off` says when the office is shut."""
    keys = [one.pk for one in officers]
    first, last = date(year, 1, 1), date(year, 12, 31)
    until = min(last, today + AHEAD)
    plans = schedules(unit=unit, officers=keys)
    told = {"unit": unit, "officers": keys, "since": first, "until": last}
    noted, lines, promised = leading.noted_days(**told), by_officer(**told), leading.promises(**told)
    moments = {"since": datetime(year, 1, 1, tzinfo=VIETNAM), "until": datetime(year + 1, 1, 1, tzinfo=VIETNAM)}
    apologies = apologies_of(unit=unit, officers=keys, **moments)
    letters = signed_by(unit=unit, officers=keys, base=Base.SORRY, **moments)
    return [
        LeaderRecord(
            one, year,
            tuple(_days(one, plans.get(one.pk, []), noted, lines, first=first, until=until, today=today, is_off=is_off)),
            tuple(Promised(row, _stands(row, today)) for row in promised if row.officer_id == one.pk),
            tuple(row for row in apologies if row.signed_by_id == one.pk),
            tuple(row for row in letters if row.signed_by_id == one.pk),
        )
        for one in officers
    ]  # fmt: skip


def _stands(row: LeaderPromise, today: date) -> Standing:
    return rules.standing(outcome=row.outcome, due=row.due, settled_on=row.settled_on, today=today)


def planned(plans: Sequence[Reception], *, since: date, until: date, is_off: Callable[[date], bool]) -> dict[date, Reception]:
    """Day → the rule that names it; two rules of one day count once, by the earlier hour."""
    found: dict[date, Reception] = {}
    for plan in sorted(plans, key=lambda one: one.opens):
        for day in days_of(plan.rule, since=since, until=until, is_off=is_off):
            found.setdefault(day, plan)
    return found


def _days(
    officer: Officer, plans: Sequence[Reception], noted: dict[tuple[int, date], ReceptionHeld],
    lines: dict[tuple[int, date], int], *, first: date, until: date, today: date, is_off: Callable[[date], bool],
) -> list[PlannedDay]:  # fmt: skip
    """The newest first."""
    found = []
    for day, plan in sorted(planned(plans, since=first, until=until, is_off=is_off).items(), reverse=True):
        note, seen = noted.get((officer.pk, day)), lines.get((officer.pk, day), 0)
        said = Noted(note.held, note.stand_in_id is not None) if note is not None else None
        state = rules.day_state(day=day, today=today, noted=said, lines=seen)
        found.append(PlannedDay(day, plan.opens, plan.closes, plan.place, state, note, seen))
    return found


def days_of_schedule(*, officer: Officer, year: int, today: date, is_off: Callable[[date], bool]) -> set[date]:
    """The days of this year or the last, up to today, that the officer's schedule names."""
    if year not in (today.year, today.year - 1):
        return set()
    plans = schedules(unit=officer.unit_id, officers=[officer.pk]).get(officer.pk, [])
    return set(planned(plans, since=date(year, 1, 1), until=today, is_off=is_off))
