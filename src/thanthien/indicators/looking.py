"""Looks at files, counted when their ten minutes are sealed: each file once a day and officer. Never a count over all looks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from thanthien.indicators.looks import Belonging, Grants, belonging, grants_of
from thanthien.indicators.rules import Change, spread
from thanthien.journal.models import Access, Entry
from thanthien.people.models import RoleGrant
from thanthien.people.queries import counters
from thanthien.shared.actor import logins
from thanthien.shared.clock import VIETNAM, day_of, local

SEALED = "accesses.sealed"
COUNTER_KINDS = ("counter.opened", "counter.resumed", "counter.paused", "counter.closed")
OPENS = ("counter.opened", "counter.resumed")
Seats = dict[str, list[tuple[datetime, str]]]


def changes_of(entry: Entry) -> list[Change]:
    """What the looks that `entry` seals add to the tallies."""
    data, unit = entry.data, entry.unit
    rows = list(Access.objects.filter(unit=unit, slot__gt=data["after"], slot__lte=data["until"]).order_by("at", "pk"))
    fresh = _first_of_day(rows, unit, datetime.fromisoformat(data["after"]))
    whose = belongings(fresh, unit=unit, seq=entry.seq)
    found: list[Change] = []
    for look in fresh:
        day = day_of(look.at)
        found += spread(day, "access.opened", 1, officer=look.officer)
        if whose[look.pk] is not Belonging.OWN:
            found += spread(day, f"access.{whose[look.pk]}", 1, officer=look.officer)
    return found


def _first_of_day(rows: list[Access], unit: str, after: datetime) -> list[Access]:
    """The first look of each officer at each file on each day; looks of the day that an earlier seal counted are known."""
    start = datetime.combine(day_of(after), time(), tzinfo=VIETNAM)
    before = Access.objects.filter(unit=unit, slot__gte=start, slot__lte=after, subject__in={row.subject for row in rows})
    return first_of_day(
        rows, {(day_of(after), officer, subject) for officer, subject in before.values_list("officer", "subject")}
    )


def first_of_day(rows: Iterable[Access], known: set[tuple[date, str, str]]) -> list[Access]:
    """The first of each day, officer and subject that is not `known` yet."""
    first = []
    for row in rows:
        place = (day_of(row.at), row.officer, row.subject)
        if place not in known:
            known.add(place)
            first.append(row)
    return first


def belongings(looks: list[Access], *, unit: str, seq: int | Mapping[int, int] | None = None) -> dict[int, Belonging]:
    """Look id → whose file it was, by what the journal says before `seq` (all of it when None; a position for each look when they
    were counted at several). Four queries, however many.
    """
    if not looks:
        return {}
    days = {day_of(look.at) for look in looks}
    entries = _work_on({look.subject for look in looks}, unit)
    last = None if seq is None else seq if isinstance(seq, int) else max(seq.values())
    grants, seats = _grants(unit, days), _seats(unit, days, last)
    told = {look.pk: _told(entries[look.subject], seq[look.pk] if isinstance(seq, Mapping) else last) for look in looks}
    return {
        look.pk: belonging(
            reason=look.reason, took_part=look.officer in told[look.pk][0], at_counter=_sat(seats, look),
            field=told[look.pk][1], grants=grants.get((look.officer, day_of(look.at)), Grants()),
        )
        for look in looks
    }  # fmt: skip


def _work_on(subjects: set[str], unit: str) -> dict[str, list[Entry]]:
    """Subject → its entries, oldest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(unit=unit, subject__in=subjects).order_by("seq"):
        found[entry.subject].append(entry)
    return found


def _told(entries: Iterable[Entry], seq: int | None) -> tuple[set[str], str]:
    """Who took part before `seq`, and the field."""
    took, field = set[str](), ""
    for entry in entries:
        if seq is not None and entry.seq >= seq:
            break
        data = entry.data
        took |= {*logins(entry.actor), data.get("officer"), data.get("next_officer")} - {None, ""}
        if entry.kind == "dossier.received":
            field = data.get("field", "")
    return took, field


def _grants(unit: str, days: set[date]) -> dict[tuple[str, date], Grants]:
    """(login, day) → what the officer held."""
    first, last = min(days), max(days)
    rows = RoleGrant.objects.filter(unit_id=unit, valid_from__lte=last).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    held: dict[tuple[str, date], list] = defaultdict(list)
    for login, role, fields, begins, ends in rows.values_list("officer__login", "role", "fields", "valid_from", "valid_to"):
        for day in days:
            if begins <= day and (ends is None or day <= ends):
                held[login, day].append((role, fields))
    return {place: grants_of(pairs) for place, pairs in held.items()}


def _seats(unit: str, days: set[date], seq: int | None) -> Seats:
    """Counter → (moment, login of who sits there open, or "") through these days."""
    start = datetime.combine(min(days), time(), tzinfo=VIETNAM)
    end = datetime.combine(max(days) + timedelta(days=1), time(), tzinfo=VIETNAM)
    subjects = [f"counter:{one.pk}" for one in counters(unit)]
    rows = Entry.objects.filter(unit=unit, subject__in=subjects, kind__in=COUNTER_KINDS, at__gte=start, at__lt=end)
    if seq is not None:
        rows = rows.filter(seq__lt=seq)
    seats: Seats = defaultdict(list)
    for entry in rows.order_by("seq"):
        seats[entry.subject].append((entry.at, entry.data["officer"] if entry.kind in OPENS else ""))
    return seats


def _sat(seats: Seats, look: Access) -> bool:
    """True when the officer sat at an open counter at that moment."""
    return any(_sitter(turns, look.at) == look.officer for turns in seats.values())


def _sitter(turns: Iterable[tuple[datetime, str]], at: datetime) -> str:
    """Who sat there at `at`, by what happened on that day."""
    who = ""
    for moment, login in turns:
        if moment <= at and local(moment).date() == local(at).date():
            who = login
    return who
