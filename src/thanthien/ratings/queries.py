"""Reading opinions. Leaders and the public see sums with their n; an officer sees whole months, never a day, never a slip."""

from collections import Counter as Bag
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thanthien.dossiers.models import Dossier
from thanthien.journal.asking import composed
from thanthien.queueing.models import Ticket
from thanthien.ratings.models import Rating
from thanthien.ratings.rules import USUAL_PUBLISHING, Publishing, Reason, Share, satisfied, shown_reasons
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

    Months with too few ratings are there, but their shares are not published and levels and reasons are empty.
    """
    found, last = [], today.replace(day=1) - timedelta(days=1)
    for _ in range(months):
        first = last.replace(day=1)
        whole = summary(unit=unit, since=first, until=last, officer=officer)
        found.append(whole if whole.attitude.published and whole.work.published else _veiled(whole))
        last = first - timedelta(days=1)
    return found


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
