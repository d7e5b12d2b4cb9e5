"""The first page, the choice of a commune, how visits are counted, and what search engines are told."""

from collections.abc import Iterable
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thanthien.doors.parts.guides import CITIZEN, guide_of, text_of
from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.desks import seats
from thanthien.doors.portal.events import HOME_EVENTS
from thanthien.doors.portal.figures import figures
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.indicators.queries import breakdown
from thanthien.people.queries import offices
from thanthien.people.rules import PARTS, UnitKind
from thanthien.posting import news_queries, public_queries
from thanthien.posting import queries as posting
from thanthien.posting.rules import Group
from thanthien.procedures.queries import in_force
from thanthien.programmes import queries as programmes
from thanthien.queueing import queries as queueing
from thanthien.receptions import queries as receptions
from thanthien.shared.clock import day_of, now
from thanthien.shared.folding import fold

KEPT_S = 300  # of what changes by the hour at most: the most asked procedures, the figures of the month
MOST_ASKED = 4
LAST_DAYS = 90
MANY_OFFICES = 200
NEWEST = 4


@anybody("what the commune publishes", unit=unit_of)
@counted
def home(request: HttpRequest) -> HttpResponse:
    """Trang đầu: find a procedure, track a dossier, life events, who sits where, how the commune works, whom to meet."""
    place, moment = the_office(request), now()
    today, unit = day_of(moment), place.unit_id
    listed = posting.contacts(unit=unit, on=today)
    board, services = queueing.board(unit=unit, day=today), queueing.services(unit=unit, day=today)
    leaders = [one for one in listed if one.group == Group.LEADER]
    page = {
        "office": place,
        "asked": asked(unit=unit, on=today),
        "events": HOME_EVENTS,
        "seats": seats(board, services, listed),
        "figures": figures(unit=unit, at=moment),
        "meetings": posting.meetings(leaders, since=today, is_off=off_days(place), limit=3),
        "phones": [one for one in leaders if one.phone],
        "others": others(),
        "special": programmes.ahead(unit=unit, since=today)[:6],
        "news": news_queries.headlines(unit=unit, on=today)[:NEWEST],
        "posted": public_queries.on_web(unit=unit, on=today)[:NEWEST],
        "on_duty": news_queries.on_duty(unit=unit, day=today),
    }
    if place.unit.kind == UnitKind.POLICE:
        page["matters"] = own_matters([row.service.fields for row in services], on=today)
        page["received"] = receptions.counts(unit=unit, since=today.replace(day=1), until=today)
    return render(request, "portal/home.html", page)


def asked(*, unit: str, on: date) -> dict:
    """How many procedures there are, and the ones that the unit received most in the last three months, from its tallies."""
    key = f"portal-asked:{unit}:{on}"
    kept = cache.get(key)
    if kept is None:
        kept = {"count": in_force(on=on).count(), "most": most_asked(weights(unit=unit, on=on), on=on)}
        cache.set(key, kept, KEPT_S)
    return kept


def weights(*, unit: str, on: date) -> dict[str, int]:
    """How often the unit received each procedure lately: tallies kept as dossiers come, no dossier is counted here."""
    since = on.fromordinal(on.toordinal() - LAST_DAYS)
    return breakdown(unit=unit, key="dossier.received", since=since, until=on, by="procedure")


def most_asked(often: dict[str, int], *, on: date) -> list[dict[str, str]]:
    """The first of `often` that are in force; before anything was received, the first of the catalogue."""
    codes = list(often)[: MOST_ASKED * 2]
    rows = in_force(on=on).filter(code__in=codes) if codes else in_force(on=on).order_by("position")[:MOST_ASKED]
    found = sorted(rows.values("code", "title", "position"), key=lambda row: (-often.get(row["code"], 0), row["position"]))
    return [{"code": row["code"], "title": row["title"]} for row in found[:MOST_ASKED]]


def own_matters(fields: Iterable[Iterable[str]], *, on: date) -> list[dict[str, str]]:
    """The procedures of the fields that the unit's own services name, in the order of the catalogue."""
    named = sorted({name for some in fields for name in some})
    return list(in_force(on=on).filter(field__in=named).order_by("position").values("code", "title"))


def others() -> int:
    """How many communes this installation serves beside one; 0 in nearly all."""
    kept = cache.get("portal-offices")
    if kept is None:
        kept = offices().exclude(unit__kind__in=PARTS).count()
        cache.set("portal-offices", kept, 60)
    return max(kept - 1, 0)


@anybody("the list of communes that this installation serves", unit=unit_of)
def communes(request: HttpRequest) -> HttpResponse:
    """Choose a commune: by name without marks, or by its code."""
    typed = request.GET.get("q", "").strip()[:80]
    rows = offices().select_related("unit__parent").order_by("unit__name_fold")
    for word in fold(typed).split():
        rows = (
            rows.filter(unit__name_fold__contains=word)
            | rows.filter(pk=word)
            | rows.filter(unit__parent__name_fold__contains=word)
        )
    page = {"office": the_office(request), "typed": typed, "found": list(rows[:MANY_OFFICES])}
    return render(request, "portal/communes.html", page)


@anybody("how to use these pages", unit=unit_of)
@counted
def how_to(request: HttpRequest) -> HttpResponse:
    """The guide of citizens, to read on a phone or to print."""
    guide = guide_of(CITIZEN)
    assert guide is not None
    return render(request, "portal/how_to.html", {"office": the_office(request), "text": text_of(guide)})


@anybody("how the figure in the foot is made", unit=unit_of)
@counted
def visits(request: HttpRequest) -> HttpResponse:
    """What a visit is, what is kept for it, and what the figure cannot know."""
    place = the_office(request)
    page = {"office": place, "counts": posting.visits(unit=place.unit_id, at=now())}
    return render(request, "portal/visits.html", page)


@anybody("what search engines are asked to leave alone")
def robots(request: HttpRequest) -> HttpResponse:
    """Personal pages and officers' pages are not for search engines; they also say so themselves."""
    closed = (
        "/t/",
        "/tra-cuu",
        "/cham-diem/",
        "/p/",
        "/hen/",
        "/phuc-vu-tai-nha/",
        "/quan-tri/",
        "/quay/",
        "/viec/",
        "/lanh-dao/",
        "/dang-nhap",
        "/demo",
    )
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@anybody("the public pages, for search engines", unit=unit_of)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The public pages of the commune: the fixed ones, life events, every procedure in force."""
    fixed = [
        reverse(name)
        for name in (
            "home",
            "procedures",
            "life-events",
            "contacts",
            "queue-now",
            "home-service",
            "news",
            "public-items",
            "duty",
            "how-to",
            "visits",
        )  # fmt: skip
    ]
    stories = [reverse("news-story", args=[one.pk]) for one in news_queries.headlines(unit=unit_of(request), on=day_of(now()))]
    events = [reverse("life-event", args=[event.slug]) for event in HOME_EVENTS]
    codes = in_force(on=day_of(now())).order_by("position").values_list("code", flat=True)
    addresses = [*fixed, *events, *stories, *(reverse("procedure", args=[code]) for code in codes)]
    page = {"addresses": [request.build_absolute_uri(address) for address in addresses]}
    return render(request, "portal/sitemap.xml", page, content_type="application/xml; charset=utf-8")
