"""Every read of what is posted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet

from thanthien.journal.asking import composed
from thanthien.people.models import Officer
from thanthien.posting.models import Contact, Reception, VisitDay
from thanthien.posting.rules import Group, Visits, days_of, visits_of
from thanthien.shared.clock import day_of

# After so long without a count nobody is known to read.
STALE = timedelta(minutes=2)
WEEK_ROWS = 7


@dataclass(frozen=True, slots=True)
class Meeting:
    """One coming reception: who, on which day, between which times, where."""

    contact: Contact
    day: date
    opens: time
    closes: time
    place: str


def in_force(*, on: date) -> Q:
    """Receptions that still apply on a day or later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def contacts(*, unit: str, on: date, group: Group | None = None) -> list[Contact]:
    """The public list in its order, each with its officer and `receptions` in force; two queries."""
    rows = Contact.objects.filter(unit_id=unit, shown=True, officer__is_active=True).select_related("officer")
    if group is not None:
        rows = rows.filter(group=group)
    return list(rows.prefetch_related(Prefetch("receptions", Reception.objects.filter(in_force(on=on)))))


def contact(*, unit: str, pk: int) -> Contact | None:
    """One contact of the unit, shown or taken off; None for another unit's."""
    return Contact.objects.filter(unit_id=unit, pk=pk).select_related("officer").first()


def reception(*, unit: str, pk: int) -> Reception | None:
    """One reception rule of the unit, or None."""
    return Reception.objects.filter(unit_id=unit, pk=pk).select_related("contact__officer").first()


def schedules(*, unit: str, officers: Iterable[int]) -> dict[int, list[Reception]]:
    """Officer → every reception rule of theirs that was ever posted; one query."""
    found: dict[int, list[Reception]] = {}
    rows = Reception.objects.filter(unit_id=unit, contact__officer_id__in=list(officers)).select_related("contact")
    for row in rows:
        found.setdefault(row.contact.officer_id, []).append(row)
    return found


def not_listed(*, unit: str) -> list[Officer]:
    """Officers of the unit who do not stand on the public list, by name."""
    listed = Contact.objects.filter(unit_id=unit, shown=True).values("officer_id")
    return list(Officer.objects.filter(unit_id=unit, is_active=True).exclude(pk__in=listed).order_by("name_fold", "login"))


def meetings(
    listed: list[Contact], *, since: date, is_off: Callable[[date], bool], days: int = 35, limit: int | None = None
) -> list[Meeting]:
    """The coming receptions of `listed` (as `contacts` gave them), the nearest first. `is_off` says when the office is shut."""
    found = [
        Meeting(one, day, rule.opens, rule.closes, rule.place)
        for one in listed
        for rule in one.receptions.all()
        for day in days_of(rule.rule, since=since, until=since + timedelta(days=days), is_off=is_off)
    ]
    return sorted(found, key=lambda meeting: (meeting.day, meeting.opens, meeting.contact.order))[:limit]


def visits(*, unit: str, at: datetime) -> Visits:
    """The visits of the unit's pages at a moment; one query. Whoever asks is reading, so `now` is at least 1."""
    rows = list(VisitDay.objects.filter(unit=unit).order_by("-day")[:WEEK_ROWS])
    fresh = bool(rows) and rows[0].present_at is not None and at - rows[0].present_at <= STALE
    present = max(rows[0].present if fresh else 0, 1)
    return visits_of([(row.day, row.visits, row.before) for row in rows], today=day_of(at), present=present)


def phone_of(*, officer: Officer) -> str:
    """The phone of an officer that was published, "" when none is."""
    return _phone_of.first(officer=officer.pk) or ""


@composed
def _phone_of(officer: int) -> QuerySet[Contact]:
    return Contact.objects.filter(officer_id=officer, shown=True).order_by("pk").values_list("phone", flat=True)[:1]
