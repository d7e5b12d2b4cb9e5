"""Which entries a figure of the tallies was counted from: the fold that counted them is asked again, so that the list is as long
as the figure says.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, QuerySet

from thanthien.indicators.fold import fact_of
from thanthien.indicators.looking import SEALED, belongings, first_of_day
from thanthien.indicators.looks import Belonging
from thanthien.indicators.rules import Fact, changes
from thanthien.journal.models import Access, Entry
from thanthien.journal.queries import head
from thanthien.shared.clock import VIETNAM

STEPS = ("step.done", "step.reopened")
DOSSIERS = ("dossier.received", "dossier.returned")
TAKEN_BACK, WITHDRAWN, REGISTERED = "dossier.taken_back", "dossier.withdrawn", "dossier.registered"
SERVED = ("ticket.done", "ticket.reopened")
# What the fold of a kind asks of earlier entries about the same subject, and may lie before the period.
BEFORE: Mapping[str, str] = {"dossier.returned": "dossier.received"}
SMALL, PROBE = 5_000, 200
MARGIN, BACK = timedelta(days=1), timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry that a figure counts, and how many times (minutes: how many)."""

    entry: Entry
    day: date
    value: int


def counted(
    *, unit: str, kinds: Collection[str], keys: Collection[str], parts: Collection[str], since: date, until: date
) -> list[Counted]:  # fmt: skip
    """Entries of `kinds` by which the tallies (key, part) of the days stand where they do, the newest first; what was taken back
    is left out. As many queries for one as for many.
    """
    rows = list(_window(unit, since, until).filter(kind__in=kinds).order_by("seq"))
    past = _Past(rows, _earlier(unit, rows))
    left: list[Counted] = []
    for row in rows:
        for change in changes(fact_of(row), past.before(row)):
            if change.key not in keys or change.part not in parts or not since <= change.day <= until:
                continue
            if change.value >= 0:
                left.append(Counted(row, change.day, change.value))
            else:
                _take_back(left, row, change.day)
    return left[::-1]


def _take_back(left: list[Counted], row: Entry, day: date) -> None:
    """The last that stands about the same subject or visit on the day."""
    for place in reversed(range(len(left))):
        one = left[place]
        if one.day == day and one.entry.subject == row.subject:
            del left[place]
            return


def _window(unit: str, since: date, until: date) -> QuerySet[Entry]:
    """Entries of the unit from the first day to a month after the last (what is taken back, is so within it). A long chain is
    entered where the days begin, found by halving.
    """
    rows = Entry.objects.filter(unit=unit)
    last = head(unit=unit)
    if last > SMALL:
        begins, ends = (datetime.combine(day, time(), tzinfo=VIETNAM) for day in (since - MARGIN, until + BACK))
        rows = rows.filter(seq__gt=_before(unit, begins, last), seq__lte=_before(unit, ends, last) + 2 * PROBE)
    return rows


def _before(unit: str, moment: datetime, last: int) -> int:
    """A position before which nothing happened at or after `moment`. What the clock wrote late stands beside newer entries, so
    each look takes in many of them.
    """
    low, high = 0, last
    while high - low > PROBE:
        middle = (low + high) // 2
        near = Entry.objects.filter(unit=unit, seq__gt=middle - PROBE, seq__lte=middle).aggregate(at=Max("at"))["at"]
        if near is None or near < moment:
            low = middle
        else:
            high = middle
    return max(low - PROBE, 0)


def _earlier(unit: str, rows: Iterable[Entry]) -> list[Entry]:
    """What the folds ask for beside the rows themselves."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind in BEFORE:
            wanted[BEFORE[row.kind]].add(row.subject)
    found: list[Entry] = []
    for kind, subjects in sorted(wanted.items()):
        found += [one for one in Entry.objects.filter(subject__in=subjects, kind=kind).order_by("seq") if one.unit == unit]
    return found


class _Past:
    """Earlier entries from memory."""

    def __init__(self, rows: Sequence[Entry], more: Sequence[Entry]) -> None:
        self.of: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for row in sorted({one.seq: one for one in (*more, *rows)}.values(), key=lambda one: one.seq):
            fact = fact_of(row)
            self.of[row.kind, f"s{row.subject}"].append(fact)
            if row.visit:
                self.of[row.kind, f"v{row.visit}"].append(fact)

    def before(self, row: Entry):
        def past(kind: str, *, subject: str = "", visit: str = "") -> Sequence[Fact]:
            found = self.of.get((kind, f"s{subject}" if subject else f"v{visit}"), [])
            return found[: bisect_left(found, row.seq, key=lambda one: one.seq)]

        return past


# --- looks at files --------------------------------------------------------------------------------------------


def looks(*, unit: str, officer: str, since: date, until: date) -> list[tuple[Access, Belonging]]:
    """The looks that are counted of one officer (each file once a day, sealed), the newest first, and whose file it was when it
    was counted. Six queries, however many.
    """
    begins = datetime.combine(since, time(), tzinfo=VIETNAM)
    ends = datetime.combine(until + timedelta(days=1), time(), tzinfo=VIETNAM)
    seals = [
        (datetime.fromisoformat(one.data["until"]), one.seq)
        for one in Entry.objects.filter(unit=unit, kind=SEALED, at__gte=begins).order_by("seq")
    ]
    rows = list(Access.objects.filter(unit=unit, officer=officer, slot__gte=begins, slot__lt=ends).order_by("at", "pk"))
    moments = [moment for moment, _ in seals]
    sealed = {row.pk: seals[place][1] for row in rows if (place := bisect_left(moments, row.slot)) < len(seals)}
    fresh = first_of_day([row for row in rows if row.pk in sealed], set())
    whose = belongings(fresh, unit=unit, seq=sealed)
    return [(row, whose[row.pk]) for row in reversed(fresh)]
