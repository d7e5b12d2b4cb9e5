"""The `/` key and `/tim`: dossiers, procedures, officers, a number of today, found by what people say. Names are masked.

What was typed may be a telephone or an identity number: it comes by POST and stays in the session, never in an address.
"""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import finding, many
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.lists import found_table
from thanthien.doors.desk.views_work import colleagues
from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import exported
from thanthien.doors.parts.templatetags.words import day_full, day_short, hour
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.collecting import free_shelf
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import Filter, owner_masked
from thanthien.dossiers.rules import OPEN, STATUS_NAMES, Status
from thanthien.people.models import Officer
from thanthien.procedures import queries as catalogue
from thanthien.procedures import versions
from thanthien.queueing import queries as queueing
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import STATE_NAMES, State
from thanthien.shared.clock import now
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

SHORTEST, SHOWN, FEW, PAGE, MOST = 2, 8, 3, 100, 2000
KEY = "find"
BULK = ("take", "done", "ready", "give", "shelf", "print")
STATES = (
    ("open", say("đang làm")), ("late", say("trễ")),
    *((str(int(state)), STATUS_NAMES[state]) for state in (Status.READY, Status.RETURNED, Status.STOPPED)),
)  # fmt: skip


@require_POST
@officer_required()
@kindly
def find(request: HttpRequest) -> HttpResponse:
    """What is under the field while somebody types: the best few of each kind."""
    asked, at, unit = " ".join(request.POST.get("q", "").split())[:60], now(), request.user.unit_id
    if len(asked) < SHORTEST:
        return render(request, "desk/_found.html", {"groups": [], "asked": ""})
    if request.session.get(KEY) != asked:
        request.session[KEY] = asked
    ticket = queueing.find(unit=unit, label=asked)
    found = dossiers.find(text=asked, unit=unit, at=at, visits=[ticket.visit] if ticket else (), limit=SHOWN * 3)
    seen = finding.seen(found, finding.fields_seen(request.actor))
    groups = [
        (say("Vé hôm nay"), [_ticket(ticket)] if ticket else []),
        (say("Hồ sơ"), [_hit(of, at) for of in seen[:SHOWN]]),
        (say("Thủ tục"), [_procedure(hit) for hit in catalogue.search(text=asked, limit=FEW, on=at.date())]),
        (say("Cán bộ"), [_officer(one) for one in officers(unit, asked)[:FEW]]),
    ]
    shown = [{"name": name, "hits": hits} for name, hits in groups if hits]
    return render(request, "desk/_found.html", {"groups": shown, "asked": asked, "more": len(seen) > SHOWN})


def officers(unit: str, asked: str) -> list[Officer]:
    """Officers of the unit whose name or position has every word that was typed."""
    words = Q()
    for word in fold(asked).split():
        words &= Q(name_fold__contains=word)
    return list(Officer.objects.filter(words, unit_id=unit, is_active=True).order_by("name_fold")[:FEW])


def _hit(of: Dossier, at: datetime) -> dict:
    head, short = short_code(of.code)
    late = of.state in OPEN and of.due_at < at
    state = say("trễ hẹn") if late else Status(of.state).label
    note = f"{of.procedure_name} · {state}" + (f" · {of.shelf}" if of.state == Status.READY and of.shelf else "")
    return {"href": f"/ho-so/{of.pk}/", "title": owner_masked(of), "note": note, "head": head, "short": short}


def _procedure(hit) -> dict:
    note = f"{hit.field_name} · {hit.term_text}" if hit.term_text else hit.field_name
    return {"href": f"/thu-tuc/{hit.code}", "title": hit.title, "note": note, "head": "", "short": hit.code}


def _officer(one: Officer) -> dict:
    note = " · ".join(part for part in (one.position, one.phone) if part)
    return {"href": f"/tim?can-bo={one.pk}", "title": one.name, "note": note, "head": "", "short": ""}


def _ticket(one: Ticket) -> dict:
    where = f" · {say('Quầy {n}', n=one.counter.number)}" if one.counter_id else ""
    note = f"{STATE_NAMES[State(one.state)]}{where} · {say('lấy số lúc {hour}', hour=hour(one.taken_at))}"
    return {"href": "/quay/", "title": f"{one.label} · {one.service.name}", "note": note, "head": "", "short": ""}


# --- the page --------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
@kindly
def page(request: HttpRequest) -> HttpResponse:
    """`/tim`: everything that matches, with filters. A POST keeps the words and comes back as a GET without them."""
    if request.method == "POST":
        request.session[KEY] = " ".join(request.POST.get("q", "").split())[:60]
        return redirect("desk:search")
    if request.GET.get("bo-chu"):
        request.session[KEY] = ""
        return redirect("desk:search")
    context, rows, said = _context(request)
    answer = exported(request, found_table(rows[:MOST], said))
    if answer is not None:
        return answer
    shown = list(rows[: PAGE + 1])
    at = now()
    more = {
        "rows": [_row(of, at) for of in shown[:PAGE]], "more": len(shown) > PAGE, "officers": _officers(request.user.unit_id),
        "fields": _fields(at), "states": STATES, "undoing": many.latest(request), "query": request.GET.urlencode(),
        "bulk": BULK, "colleagues": colleagues(request), "free_shelf": free_shelf(unit=request.user.unit_id),
    }  # fmt: skip
    return render(request, "desk/search.html", context | more)


@require_GET
@never_cache
@officer_required()
@kindly
def listed(request: HttpRequest) -> HttpResponse:
    """Only the rows."""
    context, rows, _ = _context(request)
    shown, at = list(rows[: PAGE + 1]), now()
    return render(
        request, "desk/_search_list.html", context | {"rows": [_row(of, at) for of in shown[:PAGE]], "more": len(shown) > PAGE}
    )


def _context(request: HttpRequest):
    """(what the form shows, the rows, the filters in words)."""
    asked, unit, at = request.session.get(KEY, ""), request.user.unit_id, now()
    by = _filter(request)
    among = None
    if asked:
        ticket = queueing.find(unit=unit, label=asked)
        among = dossiers.keys(text=asked, unit=unit, visits=[ticket.visit] if ticket else (), limit=MOST)
    fields = finding.fields_seen(request.actor)
    rows = dossiers.filtered(unit=unit, at=at, by=by, among=among, fields=fields)
    chosen = next((one for one in _officers(unit) if one.pk == by.officer), None) if by.officer else None
    said = {
        str(say("Tìm")): "" if any(sign.isdigit() for sign in asked) else asked, str(say("Lĩnh vực")): by.field,
        str(say("Trạng thái")): str(dict(STATES).get(by.state, "")), str(say("Cán bộ")): chosen.name if chosen else "",
        str(say("Nhận từ")): day_full(by.since), str(say("đến")): day_full(by.until),
    }  # fmt: skip
    context = {"asked": asked, "by": by, "narrowed": by != Filter(), "nothing_yet": not asked and by == Filter()}
    return context, rows, said


def _officers(unit: str) -> list[Officer]:
    return list(Officer.objects.filter(unit_id=unit, is_active=True).order_by("name_fold"))


def _fields(at: datetime) -> list[tuple[str, str]]:
    """The fields of the catalogue: code, name."""
    return list(versions.in_force(on=at.date()).order_by("field_name").values_list("field", "field_name").distinct())


def _filter(request: HttpRequest) -> Filter:
    """The filters of the address; what is no filter is left out."""
    get = request.GET.get
    officer = get("can-bo", "")
    state = get("trang-thai", "")
    return Filter(
        field=get("linh-vuc", "")[:40], state=state if state in dict(STATES) else "",
        officer=int(officer) if officer.isascii() and officer.isdigit() and len(officer) < 16 else None,
        since=day_in(get("tu", "")), until=day_in(get("den", "")),
    )  # fmt: skip


def _row(of: Dossier, at: datetime) -> dict:
    head, short = short_code(of.code)
    late = of.state in OPEN and of.due_at < at
    tone = "late" if late else "done" if of.state == Status.RETURNED else "ok" if of.state == Status.READY else ""
    return {
        "pk": of.pk, "step": of.step, "who": owner_masked(of), "what": of.procedure_name, "head": head, "short": short,
        "tail": f"{head}{short}", "tone": tone, "state": say("Trễ hẹn") if late else Status(of.state).label,
        "received": f"{hour(of.received_at)} {day_short(of.received_at)}", "due": day_short(of.due_at), "shelf": of.shelf,
        "by": of.received_by.name if of.received_by else "",
    }  # fmt: skip
