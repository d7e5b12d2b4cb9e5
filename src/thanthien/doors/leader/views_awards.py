"""`/thi-dua/khen-thuong/`: awards and titles, written as the decision says."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader import rollout_forms as forms
from thanthien.doors.leader.views_rollout import keeps
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.law.titles import titles_on
from thanthien.people.queries import officers_of
from thanthien.rollout import awards, queries
from thanthien.rollout.rules import RECIPIENT_NAMES, Recipient, RolloutError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def _page(request: HttpRequest, *, wrong: str = "", said: str = "") -> dict:
    unit, today = request.user.unit_id, day_of(now())
    wanted = request.GET.get("nam", "")
    year = int(wanted) if wanted.isdigit() and len(wanted) == 4 else None
    typed = forms.typed(request, forms.AWARD_BOXES)
    return {
        "rows": [
            {"row": row, "kind": RECIPIENT_NAMES[Recipient(row.recipient)]}
            for row in awards.awards(unit=unit, year=year)
        ],
        "year": year, "years": awards.years(unit=unit), "typed": typed, "wrong": wrong, "said": said,
        "recipients": [(str(one), RECIPIENT_NAMES[one]) for one in Recipient], "titles": titles_on(today),
        "staff": [one for one in officers_of(unit=unit) if one.pk != request.user.pk],
        "campaigns": [one.row for one in queries.campaigns(unit=unit, on=today)],
    }  # fmt: skip


@require_GET
@never_cache
@keeps
def page(request: HttpRequest) -> HttpResponse:
    """Every award, or those of a year; `?xuat=` the same rows as a file."""
    context = _page(request)
    return exported(request, _table(context)) or render(request, "leader/awards.html", context)


def _table(context: dict) -> Table:
    columns = (
        Column(say("Ai được khen"), lambda row: row["row"].name, width=34),
        Column(say("Loại"), lambda row: row["kind"]),
        Column(say("Danh hiệu, hình thức"), lambda row: row["row"].title, width=34),
        Column(say("Ai quyết định"), lambda row: row["row"].authority, width=34),
        Column(say("Số quyết định"), lambda row: row["row"].document),
        Column(say("Ngày"), lambda row: row["row"].decided_on, Kind.DAY),
        Column(say("Phong trào"), lambda row: row["row"].campaign.title if row["row"].campaign else "", width=30),
        Column(say("Đăng trên trang"), lambda row: say("có") if row["row"].published else ""),
    )
    filters = {say("Năm"): str(context["year"] or "")}
    return Table(name="khen-thuong", title=say("Khen thưởng"), columns=columns, rows=context["rows"], filters=filters)


@never_cache
@require_POST
@keeps
def give(request: HttpRequest) -> HttpResponse:
    """An award as the decision says; a refusal keeps what was typed."""
    unit, by, at = request.user.unit_id, request.actor, now()
    officer = next((one for one in officers_of(unit=unit) if one.login == request.POST.get("officer")), None)
    wanted = request.POST.get("campaign", "")
    campaign = queries.campaign(unit=unit, pk=int(wanted)) if wanted.isdigit() and len(wanted) < 10 else None
    honour = forms.honour_of(request)
    try:
        done, _ = once(request, scope="rollout.award", unit=unit, by=by, do=lambda: {
            "award": awards.give_award(unit=unit, honour=honour, officer=officer, campaign=campaign, by=by, at=at).pk
        })  # fmt: skip
    except RolloutError as error:
        return render(request, "leader/awards.html", _page(request, wrong=error.field, said=str(error)), status=422)
    undo = reverse("leader:award-turn", args=(done["award"], "xoa"))
    messages.success(request, str(say("Đã ghi khen thưởng.")), extra_tags=undo)
    return redirect("leader:awards")


@never_cache
@require_POST
@keeps
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Struck out (`xoa`), or brought back (`tra-lai`)."""
    found = awards.award(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in ("xoa", "tra-lai"):
        raise Http404
    awards.turn_award(award=found, annulled=turn == "xoa", by=request.actor, at=now())
    undo = reverse("leader:award-turn", args=(pk, "tra-lai")) if turn == "xoa" else ""
    text = say("Đã gạch khen thưởng. Trang của xã không đăng nữa.") if undo else say("Khen thưởng đã trở lại.")
    messages.success(request, str(text), extra_tags=undo)
    return redirect("leader:awards")
