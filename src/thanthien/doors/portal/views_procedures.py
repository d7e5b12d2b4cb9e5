"""Procedures: the list with its search, one page each, the sheet to take along, life events."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thanthien.benefits.queries import has_table
from thanthien.doors.parts.life import in_order
from thanthien.doors.parts.policies import anybody
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.doors.portal import events
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.doors.portal.views_home import weights
from thanthien.eforms.forms import for_procedure
from thanthien.indicators import queries as indicators
from thanthien.people.models import Office
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import Page, asked, cuts, offers, page_of, published, search
from thanthien.procedures.rules import ProcedureError
from thanthien.queueing import queries as queueing
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say

MOST_FOUND = 30
LESS = (
    Column(say("Mã"), lambda row: row[0].code, width=12),
    Column(say("Thủ tục"), lambda row: row[0].title, width=60),
    Column(say("Hạn của luật"), lambda row: row[0].law_term),
    Column(say("Xã hẹn"), lambda row: row[0].term),
    Column(say("Giấy không hỏi nữa"), lambda row: "; ".join(row[0].papers), width=60),
    Column(say("Quyết định"), lambda row: row[0].decision_no),
    Column(say("Từ ngày"), lambda row: row[0].since, Kind.DAY, 12),
    Column(say("Đúng hạn xã hẹn"), lambda row: row[1].kept if row[1] else 0, Kind.NUMBER),
    Column(say("Đã xong"), lambda row: row[1].finished if row[1] else 0, Kind.NUMBER),
    Column(say("Lượt giấy không phải nộp"), lambda row: row[1].papers if row[1] else 0, Kind.NUMBER),
)
NEAR = 5


@anybody("what the commune publishes", unit=unit_of)
@counted
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure by field; with `q` the search (no marks, any order, a slip of the finger), with `linh-vuc` one field."""
    place, today = the_office(request), day_of(now())
    typed, field = request.GET.get("q", "").strip()[:80], request.GET.get("linh-vuc", "")
    whole = published(unit=place.unit_id, on=today)
    groups = whole.by_field()
    page = {
        "office": place, "typed": typed, "fields": groups, "field": field, "count": len(whole.cards),
        "online": request.GET.get("qua-mang") == "1", "shorter": request.GET.get("nhanh-hon") == "1",
    }  # fmt: skip
    if typed:
        by_code = {card.code: card for card in whole.cards if _wanted(card, page)}
        hits = asked(text=typed, limit=len(whole.cards) or 1, on=today, weights=weights(unit=place.unit_id, on=today))
        page["hits"] = [(hit, by_code[code]) for code, hit in hits if code in by_code][:MOST_FOUND]
        return render(request, "portal/procedures_found.html", page)
    shown = [(group, [card for card in group.cards if _wanted(card, page)]) for group in groups]
    page["groups"] = [(group, cards) for group, cards in shown if cards]
    return render(request, "portal/procedures.html", page)


def _wanted(card: object, page: dict) -> bool:
    """What the filters of the list leave."""
    return (
        (not page["field"] or card.field == page["field"])
        and (not page["online"] or card.online)
        and (not page["shorter"] or card.shorter)
    )


@anybody("what the commune publishes", unit=unit_of)
@counted
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: what to bring, what it costs, how long, who decides, on what law, and what nobody has confirmed."""
    place, today = the_office(request), day_of(now())
    try:
        shown = page_of(code=code, unit=place.unit_id, on=today)
    except ProcedureError:
        return _gone(request, place, code, today)
    services = [row for row in queueing.services(unit=place.unit_id, day=today) if shown.field in row.service.fields]
    page = {
        "office": place, "p": shown, "services": services, "counters": sorted({n for row in services for n in row.counters}),
        "icon": events.ICONS.get(shown.event.slug if shown.event else "", "papers"),
        "joy": shown.event is not None and shown.event.slug in events.JOY, "conditions": has_table(shown.code),
        "qr": qr_svg(outside(request, reverse("procedure", args=[shown.code]))),
        "forms": for_procedure(procedure=shown.code, on=today),
    }  # fmt: skip
    return render(request, "portal/procedure.html", page)


def _gone(request: HttpRequest, place: Office, code: str, today: date) -> HttpResponse:
    """A procedure that is over, or comes later, keeps its page: it says so and where to go. An unknown code is a 404."""
    last = Procedure.objects.filter(code=code.strip()).order_by("-valid_from").first()
    near = search(text=last.title, limit=NEAR, on=today) if last else []
    if last is not None and not near:
        near = search(text=" ".join(last.title.split()[:4]), limit=NEAR, on=today)
    page = {
        "office": place,
        "code": code[:20],
        "last": last,
        "near": [one for one in near if one.code != code],
        "coming": last is not None and last.valid_from > today,
    }
    return render(request, "portal/procedure_gone.html", page, status=410 if last else 404)


@anybody("what the commune publishes", unit=unit_of)
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet of paper to take along: what to bring, with boxes to tick; a name that is still cut is said to be so."""
    place, today = the_office(request), day_of(now())
    try:
        shown: Page = page_of(code=code, unit=place.unit_id, on=today)
    except ProcedureError:
        return _gone(request, place, code, today)
    address = outside(request, reverse("procedure", args=[shown.code]))
    return render(request, "portal/checklist.html", {"office": place, "p": shown, "today": today, "qr": qr_svg(address)})


@anybody("what the commune publishes", unit=unit_of)
@counted
def less(request: HttpRequest) -> HttpResponse:
    """What the commune does with less of than the law allows: papers, days, since when, and how often it was kept."""
    place, today = the_office(request), day_of(now())
    found = cuts(unit=place.unit_id, on=today)
    kept = indicators.less(unit=place.unit_id, since=min((one.since for one in found), default=today), until=today)
    rows = [(one, kept.get(one.code)) for one in found]
    file = exported(request, Table("cat-giam", say("Giấy tờ, thời gian xã đã cắt giảm"), LESS, rows))
    return file or render(request, "portal/less.html", {"office": place, "rows": rows, "today": today})


@anybody("what the commune publishes", unit=unit_of)
@counted
def life_events(request: HttpRequest) -> HttpResponse:
    """All life events."""
    return render(request, "portal/life_events.html", {"office": the_office(request), "events": events.EVENTS})


@anybody("what the commune publishes", unit=unit_of)
@counted
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """One life event: its procedures in the order of doing, and what to bring once for those that are ticked (`viec`)."""
    found = events.event(slug)
    if found is None:
        raise Http404
    place, today = the_office(request), day_of(now())
    cards = [card for card in published(unit=place.unit_id, on=today).cards if card.event == slug]
    first, rest = in_order(slug, cards)
    known = {card.code for card in cards}
    asked = [code for code in request.GET.getlist("viec") if code in known]
    chosen = asked or [card.code for card in first[:1]]
    ticked = offers(unit=place.unit_id, on=today, codes=chosen) if chosen else []
    rest_asked = any(card.code in asked for card in rest)
    page = {
        "office": place, "event": found, "first": first, "rest": rest, "chosen": chosen, "rest_asked": rest_asked,
        "once": events.bring_once(ticked, slug), "mourning": slug in events.MOURNING, "joy": slug in events.JOY,
        "count": len(chosen),
    }  # fmt: skip
    return render(request, "portal/life_event.html", page)
