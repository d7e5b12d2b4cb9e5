"""Every read of home service."""

from datetime import date

from django.db.models import Count, Q

from thanthien.outreach import home_rules as rules
from thanthien.outreach.home_rules import Entitled, HomeFigures, HomeState, entitled_of
from thanthien.outreach.models_home import HomeRule, HomeVisit
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import away_on, grants_on
from thanthien.people.scoping import everywhere
from thanthien.shared.codes import tidy_code


def entitled(*, unit: str, on: date) -> Entitled:
    """Who may have home service on a day; the usual groups, not confirmed, before the unit decided."""
    rows = HomeRule.objects.filter(unit_id=unit, valid_from__lte=on).order_by("valid_from", "pk")
    data = rows.values_list("data", flat=True).last()
    return entitled_of(data or {})


def visit(*, unit: str, pk: int) -> HomeVisit | None:
    """A request of the unit, or None."""
    return HomeVisit.objects.filter(unit_id=unit, pk=pk).select_related("procedure", "hamlet", "unit").first()


def by_token(*, token: str) -> HomeVisit | None:
    """The request whose link carries this secret, or None. The secret is what says of which unit it is."""
    with everywhere():
        return HomeVisit.objects.filter(token=tidy_code(token)).select_related("procedure", "unit").first()


def listed(*, unit: str, states: tuple[HomeState, ...], limit: int = 300) -> list[HomeVisit]:
    """Requests in these states: those with a day first, in its order, then in the order in which they came."""
    rows = HomeVisit.objects.filter(unit_id=unit, state__in=states).select_related("hamlet")
    if set(states) <= set(rules.ENDED):
        return list(rows.order_by("-ended_at", "-pk")[:limit])
    return sorted(rows.order_by("asked_at", "pk")[:limit], key=lambda row: (row.day or date.max, row.half == "afternoon"))


def counted(*, unit: str) -> dict[HomeState, int]:
    """How many requests stand in each state; one query."""
    rows = HomeVisit.objects.filter(unit_id=unit).values_list("state").annotate(n=Count("pk"))
    return {HomeState(state): n for state, n in rows}


def of_day(*, unit: str, day: date, login: str = "") -> list[HomeVisit]:
    """The round of a day, morning first, hamlet by hamlet; of one officer with `login`."""
    wanted = [HomeState.PLANNED, HomeState.DONE, HomeState.FAILED]
    rows = HomeVisit.objects.filter(unit_id=unit, day=day, state__in=wanted).select_related("hamlet", "procedure")
    found = [row for row in rows.order_by("asked_at", "pk") if not login or login in row.team]
    return sorted(found, key=lambda row: (row.half == "afternoon", row.hamlet.name if row.hamlet else "", row.pk))


def figures(*, unit: str, since: date, until: date) -> HomeFigures:
    """Requests that came between two days, by what became of them; one query."""
    rows = HomeVisit.objects.filter(unit_id=unit, asked_on__gte=since, asked_on__lte=until)
    found = rows.aggregate(
        asked=Count("pk"), refused=Count("pk", filter=Q(state=HomeState.REFUSED)),
        done=Count("pk", filter=Q(state=HomeState.DONE)), failed=Count("pk", filter=Q(state=HomeState.FAILED)),
        cancelled=Count("pk", filter=Q(state=HomeState.CANCELLED)),
    )  # fmt: skip
    return HomeFigures(**found)


def hamlets(*, unit: str) -> list[Unit]:
    """The hamlets of the unit."""
    return list(Unit.objects.filter(parent_id=unit, kind="hamlet").order_by("pk"))


def team(*, unit: str, on: date, roles: tuple[str, ...]) -> list[Officer]:
    """Who may go on a day: officers of the unit in these roles, by name."""
    held = grants_on(on).filter(unit_id=unit, role__in=roles, officer__is_active=True).values("officer_id")
    return list(Officer.objects.filter(unit_id=unit, pk__in=held).order_by("name_fold", "pk"))


def away(*, unit: str, on: date) -> set[str]:
    """Logins of who is away on a day."""
    return set(away_on(unit=unit, on=on).values_list("officer__login", flat=True))


def names(*, unit: str, logins: set[str]) -> dict[str, str]:
    """Login → name."""
    return dict(Officer.objects.filter(unit_id=unit, login__in=logins).values_list("login", "name"))
