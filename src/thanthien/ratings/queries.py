"""Reading opinions. Leaders and the public see sums with their n; an officer sees whole months, never a day, never a slip."""

from collections import Counter as Bag
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thanthien.dossiers.models import Dossier
from thanthien.journal.asking import composed
from thanthien.journal.queries import of_kind
from thanthien.queueing.models import Ticket
from thanthien.ratings.models import Rating
from thanthien.ratings.rules import USUAL_PUBLISHING, Publishing, Question, Reason, Share, satisfied, shown_reasons
from thanthien.shared.clock import month_after
from thanthien.visits.models import Visit

SERVED = ("called", "serving", "done")
# The life event that the catalogue gives to procedures which follow a death.
DEATH = "mất"
MANY = "many"


@dataclass(frozen=True, slots=True)
class Summary:
    """Opinions on the visits served from `since` to `until` (both days included).

    `visits`: visits served, each of which could have been rated; `rated`: ratings counted; `set_aside`: kept, not counted.
    `levels`: question → {level: how many}.
    """

    since: date
    until: date
    visits: int
    rated: int
    set_aside: int
    attitude: Share
    work: Share
    levels: dict[str, dict[int, int]] = field(default_factory=dict)
    reasons: list[tuple[Reason, int]] = field(default_factory=list)


def served_tickets() -> QuerySet[Ticket]:
    """Tickets that were called to a counter and not given up."""
    return Ticket.objects.filter(state__in=SERVED)


def last_served(*, visit: Visit) -> Ticket | None:
    """The ticket of this visit that was called last to an officer, or None."""
    return _last_served.first(visit=visit.pk)


@composed
def _last_served(visit: UUID) -> QuerySet[Ticket]:
    return served_tickets().filter(visit_id=visit).exclude(officer_login="").order_by("-called_at", "-pk")[:1]


def visits_served(*, unit: str, since: date, until: date, officer: str = "") -> int:
    """How many visits had a ticket served between two days, at any counter or by one officer."""
    tickets = served_tickets().filter(unit_id=unit, day__range=(since, until))
    if officer:
        tickets = tickets.filter(officer_login=officer)
    return tickets.values("visit").distinct().count()


def summary(*, unit: str, since: date, until: date, officer: str = "", publishing: Publishing = USUAL_PUBLISHING) -> Summary:
    """What people said of the visits served from `since` to `until`, of the whole unit or of one officer."""
    ratings = Rating.objects.filter(unit_id=unit, served_on__range=(since, until))
    if officer:
        ratings = ratings.filter(officer_login=officer)
    visits = visits_served(unit=unit, since=since, until=until, officer=officer)
    return _summed(ratings, since=since, until=until, visits=visits, publishing=publishing)


def by_officer(*, unit: str, since: date, until: date, publishing: Publishing = USUAL_PUBLISHING) -> dict[str, Summary]:
    """Officer's login → summary, for leaders. Officers whom nobody rated yet are there with n = 0. Two queries, however many
    they are.
    """
    tickets = served_tickets().filter(unit_id=unit, day__range=(since, until)).exclude(officer_login="")
    visits = dict(tickets.values_list("officer_login").annotate(visits=Count("visit", distinct=True)).order_by("officer_login"))
    ratings: dict[str, list[Rating]] = {login: [] for login in visits}
    for rating in Rating.objects.filter(unit_id=unit, served_on__range=(since, until)):
        ratings.setdefault(rating.officer_login, []).append(rating)
    return {
        login: _summed(given, since=since, until=until, visits=visits.get(login, 0), publishing=publishing)
        for login, given in ratings.items()
        if login
    }


def own_months(*, unit: str, officer: str, today: date, months: int = 6) -> list[Summary]:
    """What an officer may see of themselves: the last whole months, newest first; a running month would give single slips away.

    Months with too few ratings are there, but their shares are not published and levels and reasons are empty. Two queries.
    """
    firsts, last = list[date](), today.replace(day=1) - timedelta(days=1)
    for _ in range(months):
        firsts.append((firsts[-1] - timedelta(days=1) if firsts else last).replace(day=1))
    tickets = served_tickets().filter(unit_id=unit, day__range=(firsts[-1], last), officer_login=officer)
    counted = tickets.order_by().values_list("day__year", "day__month").annotate(n=Count("visit", distinct=True))
    visits = {date(year, month, 1): n for year, month, n in counted}
    given: dict[date, list[Rating]] = {first: [] for first in firsts}
    for row in Rating.objects.filter(unit_id=unit, served_on__range=(firsts[-1], last), officer_login=officer):
        given[row.served_on.replace(day=1)].append(row)
    found = []
    for first in firsts:
        until = month_after(first) - timedelta(days=1)
        whole = _summed(given[first], since=first, until=until, visits=visits.get(first, 0), publishing=USUAL_PUBLISHING)
        found.append(whole if whole.attitude.published and whole.work.published else _veiled(whole))
    return found


def own_slips(*, unit: str, officer: str, month: date, question: Question) -> list[int]:
    """The answers of one whole month to one question, the best first: levels only, no day and no slip. Empty when too few."""
    last = month_after(month) - timedelta(days=1)
    rows = slips(unit=unit, since=month, until=last, officer=officer)
    both = [[one.attitude for one in rows if one.attitude], [one.work for one in rows if one.work]]
    if any(len(given) < USUAL_PUBLISHING.least for given in both):
        return []
    return sorted(both[question is Question.WORK], reverse=True)


def served_of(*, unit: str, since: date, until: date, officer: str = "") -> list[Ticket]:
    """The visits that were served, at any counter or by one officer, one ticket each, the newest first. One query."""
    rows = served_tickets().filter(unit_id=unit, day__range=(since, until)).select_related("counter")
    if officer:
        rows = rows.filter(officer_login=officer)
    first: dict[object, Ticket] = {}
    for row in rows.order_by("-day", "-called_at", "-pk"):
        first.setdefault(row.visit_id, row)
    return list(first.values())


def slips(*, unit: str, since: date, until: date, officer: str = "", field: str = "", aside: bool = False) -> list[Rating]:
    """The slips that a figure counts (`aside`: those it does not), the newest day first. Within a day by their levels, so that
    the order does not say who came when. Two queries at most.
    """
    rows = Rating.objects.filter(unit_id=unit, served_on__range=(since, until))
    rows = rows.exclude(set_aside="") if aside else rows.filter(set_aside="")
    found = list(rows.filter(officer_login=officer) if officer else rows)
    if field:
        told = fields_told(found)
        found = [one for one in found if told.get(one.pk) == field]
    return sorted(found, key=lambda one: (-one.served_on.toordinal(), -(one.attitude or 0), -(one.work or 0)))


def fields_told(rows: Iterable[Rating]) -> dict[int, str]:
    """Slip → the field that its entry named when it was given."""
    given = of_kind(subjects=[f"rating:{one.pk}" for one in rows], kind="rating.given")
    return {int(one.subject.partition(":")[2]): one.data.get("field", "") for one in given}


def rating_of(*, visit: Visit) -> Rating | None:
    """The rating of this visit, or None; for the page that thanks, and for whoever checks that it may still be given."""
    return _rating.first(visit=visit.pk)


@composed
def _rating(visit: UUID) -> QuerySet[Rating]:
    return Rating.objects.filter(visit_id=visit).order_by("pk")[:1]


def field_of(*, visit: Visit) -> str:
    """The field of the dossiers handed in or fetched in this visit; "" without any, MANY when they are of several."""
    fields = set(_fields.rows(visit=visit.pk)) - {""}
    return fields.pop() if len(fields) == 1 else MANY if fields else ""


@composed
def _fields(visit: UUID) -> QuerySet[Dossier]:
    return _of_visit(visit).values_list("field", flat=True)


@composed
def _mourning(visit: UUID) -> QuerySet[Dossier]:
    return _of_visit(visit).filter(procedure__life_event=DEATH)


def _of_visit(visit: UUID) -> QuerySet[Dossier]:
    return Dossier.objects.filter(Q(visit_id=visit) | Q(returned_in_id=visit))


def may_ask(*, visit: Visit) -> bool:
    """Whether a tablet or a page may ask this visitor of its own accord: never after a death was reported, never twice.

    Whoever wants to rate by the code on the slip may do so all the same.
    """
    return rating_of(visit=visit) is None and not _mourning.any(visit=visit.pk)


def _summed(ratings: Iterable[Rating], *, since: date, until: date, visits: int, publishing: Publishing) -> Summary:
    attitudes, works, reasons = Bag[int](), Bag[int](), Bag[str]()
    rated = aside = 0
    for rating in ratings:
        if rating.set_aside:
            aside += 1
            continue
        rated += 1
        reasons.update(rating.reasons)
        if rating.attitude is not None:
            attitudes[rating.attitude] += 1
        if rating.work is not None:
            works[rating.work] += 1
    return Summary(
        since=since, until=until, visits=visits, rated=rated, set_aside=aside,
        attitude=Share(*satisfied(attitudes.elements()), visits, publishing),
        work=Share(*satisfied(works.elements()), visits, publishing),
        levels={"attitude": dict(attitudes), "work": dict(works)}, reasons=shown_reasons(reasons, least=publishing.least),
    )  # fmt: skip


def _veiled(whole: Summary) -> Summary:
    """The same without what would tell who said what."""
    shares = [share if share.published else replace(share, part=0) for share in (whole.attitude, whole.work)]
    return Summary(whole.since, whole.until, whole.visits, whole.rated, 0, *shares)
