"""`/ho-tro-truc-tuyen/danh-sach`: who is still without VNeID level 2, by hamlet; names are masked until somebody opens them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import help_list
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Table, exported
from thanthien.journal.actions import record_access
from thanthien.outreach import helping, list_rules, listing
from thanthien.outreach.access import may_set_quota
from thanthien.outreach.help_rules import HelpError
from thanthien.outreach.models import HelpPerson
from thanthien.people.card import mask_name, mask_phone
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

staff = officer_required(Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)
# Who goes from door to door reads whole names; a leader reads figures and masked ones.
helpers = officer_required(Role.GUIDE, Role.ONE_STOP, Role.POLICE)
FIELDS = ("hamlet", "name", "birth_year", "phone", "share", "by_day")
SALT, AN_HOUR = "desk.help.list", 3600


def _page(request: HttpRequest, *, full: bool = False, **more: Any) -> dict:
    unit, at = request.user.unit_id, now()
    counts, asked = listing.by_hamlet(unit=unit), request.GET.get("thon", "")
    hamlet = next((one.hamlet for one in counts if one.hamlet.pk == asked), None)
    people = listing.people_of(unit=unit, hamlet=hamlet.pk if hamlet else "")
    errors = dict.fromkeys(FIELDS, "") | more.pop("errors", {})
    total, helped = sum(one.total for one in counts), sum(one.helped for one in counts)
    return {
        "counts": counts, "hamlet": hamlet, "full": full, "raw": people, "errors": errors, "total": total, "helped": helped,
        "people": [
            {"pk": row.pk, "hamlet": row.hamlet.name, "name": row.name if full else mask_name(row.name), "year": row.birth_year,
             "phone": row.phone if full or not row.phone else mask_phone(row.phone)}
            for row in people
        ],
        "share": list_rules.percent(helped, total), "may_open": request.actor.has(Role.GUIDE, Role.ONE_STOP, Role.POLICE),
        "may_set": may_set_quota(by=request.actor, unit=unit),
        "typed": {name: request.POST.get(name, "")[:80] for name in FIELDS},
        "by_day": (day_of(at) + timedelta(days=90)).isoformat(),
    } | more  # fmt: skip


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Shares of the hamlets and who is left, masked; `?thon=` one hamlet, `?xuat=` as a file."""
    context = _page(request)
    return exported(request, help_list.table(context["raw"], full=False)) or render(request, "desk/help_list.html", context)


@require_GET
@never_cache
@helpers
def whole(request: HttpRequest) -> HttpResponse:
    """One hamlet's list with whole names, to take along: an access for the list of that hamlet."""
    context = _page(request, full=True)
    if context["hamlet"] is None:
        return redirect("desk:help-list")
    subject = f"helplist:{context['hamlet'].pk}"
    record_access(
        unit=request.user.unit_id, officer=request.user.login, person=subject, subject=subject, reason="outreach", at=now()
    )
    return exported(request, help_list.table(context["raw"], full=True)) or render(request, "desk/help_list.html", context)


@require_POST
@never_cache
@staff
def add(request: HttpRequest) -> HttpResponse:
    """One person, typed; a refusal keeps what was typed."""
    typed, unit = request.POST, request.user.unit_id

    def do() -> dict:
        person = list_rules.listed(
            name=typed.get("name", ""), birth_year=typed.get("birth_year", ""), phone=typed.get("phone", ""), today=day_of(now())
        )
        row = listing.add_person(unit=unit, hamlet=typed.get("hamlet", ""), person=person, by=request.actor, at=now())
        return {"person": row.pk, "hamlet": row.hamlet_id}

    try:
        done, _ = once(request, scope="helplist.add", unit=unit, by=request.actor, do=do, asked=typed.get("name", ""))
    except HelpError as error:
        return render(request, "desk/help_list.html", _page(request, errors={error.field: str(error)}), status=422)
    messages.success(request, str(say("Đã ghi một người vào danh sách.")))
    return _back(done["hamlet"])


def _back(hamlet: str) -> HttpResponse:
    return redirect(f"{reverse('desk:help-list')}?thon={hamlet}")


def _person(request: HttpRequest, pk: int) -> HelpPerson:
    found = listing.person(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@require_POST
@never_cache
@staff
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """They have it now (`consent`: it counts for today's target too), or `do=strike`: they need not be helped."""
    row, by, at = _person(request, pk), request.actor, now()
    if request.POST.get("do") == "strike":
        listing.strike(person=row, by=by, at=at)
        said = say("Đã gạch khỏi danh sách.")
    else:
        listing.mark_helped(person=row, by=by, at=at, consent=request.POST.get("consent") == "1")
        said = say("Đã ghi: có định danh mức 2.")
    messages.success(request, str(said), extra_tags=reverse("desk:help-list-back", kwargs={"pk": pk}))
    return _back(row.hamlet_id)


@require_POST
@never_cache
@staff
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a mistake: on the list again."""
    row = _person(request, pk)
    try:
        listing.take_back(person=row, by=request.actor, at=now())
        messages.success(request, str(say("Người này đã trở lại danh sách.")))
    except HelpError as error:
        messages.error(request, str(error))
    return _back(row.hamlet_id)


@require_POST
@never_cache
@officer_required(Role.LEADER, Role.ADMIN)
def target(request: HttpRequest) -> HttpResponse:
    """What share of a hamlet shall have it by which day."""
    typed = request.POST
    try:
        row = listing.set_hamlet_target(
            unit=request.user.unit_id, hamlet=typed.get("hamlet", ""), share=typed.get("share", ""),
            by_day=typed.get("by_day", ""), by=request.actor, at=now(),
        )  # fmt: skip
    except HelpError as error:
        context = _page(request, errors={error.field: str(error)}, by_day=typed.get("by_day", "")[:10])
        return render(request, "desk/help_list.html", context, status=422)
    messages.success(request, str(say("Chỉ tiêu {n} % đến {day:%d/%m/%Y}.", n=row.share, day=row.by_day)))
    return redirect("desk:help-list" if request.actor.has(Role.LEADER) else "admin:home")


@require_http_methods(["GET", "POST"])
@never_cache
@staff
def take_in(request: HttpRequest) -> HttpResponse:
    """First the file, then what it would do, then doing it."""
    unit, today = request.user.unit_id, day_of(now())
    sample = exported(request, Table("mau-danh-sach", say("Danh sách theo thôn"), help_list.table([], full=True).columns, []))
    if sample:
        return sample
    page = {"error": "", "lines": None, "faults": [], "hamlets": [one.name for one in helping.hamlets(unit=unit)]}
    if request.method == "GET":
        return render(request, "desk/help_list_file.html", page)
    try:
        if request.POST.get("packed"):
            return _take(request, unit)
        file = request.FILES.get("file")
        if file is None:
            raise HelpError(say("Chọn tệp trước."))
        lines, faults = help_list.read(name=file.name or "", content=file.read(2 * 1024 * 1024 + 1), unit=unit, today=today)
    except Refusal as error:
        return render(request, "desk/help_list_file.html", page | {"error": str(error)}, status=422)
    rows = help_list.packed(lines)
    more = {"lines": lines, "faults": faults, "new": len(rows)}
    if not faults and rows:
        more["packed"] = signing.dumps({"unit": unit, "rows": rows}, salt=SALT, compress=True)
    return render(request, "desk/help_list_file.html", page | more, status=422 if faults else 200)


def _take(request: HttpRequest, unit: str) -> HttpResponse:
    try:
        kept = signing.loads(request.POST["packed"], salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        kept = {"unit": ""}
    if kept["unit"] != unit:
        raise HelpError(say("Bản xem trước đã cũ. Chọn tệp lại."))
    n = listing.add_all(unit=unit, people=help_list.unpacked(kept["rows"]), by=request.actor, at=now())
    messages.success(request, str(say("Đã thêm {n} người vào danh sách.", n=n)))
    return redirect("desk:help-list")
