"""`/lanh-dao/xin-loi`: apologies to write, to sign in one press, and signed; mistakes that are not mended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader.views import leads
from thanthien.doors.leader.words import tail_of
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers import actions as acts
from thanthien.dossiers import waiting
from thanthien.dossiers.models import Apology
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.rules_turns import CAUSES, FAULTS, Cause, Fault
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """Names are masked: the page is a list and no access."""
    unit = request.user.unit_id
    rows = [_row(one) for one in waiting.apologies(unit=unit, at=now())]
    answer = exported(request, _table(rows))
    if answer is not None:
        return answer
    return render(request, "leader/sorry.html", {
        "write": [row for row in rows if row["state"] == "write"], "sign": [row for row in rows if row["state"] == "sign"],
        "signed": [row for row in rows if row["state"] == "signed"], "may_sign": request.actor.has(Role.LEADER),
        "mistakes": [_mistake(one) for one in waiting.mistakes(unit=unit)],
    })  # fmt: skip


def _row(one: Apology) -> dict:
    of = one.dossier
    tail, short = tail_of(of)
    state = "signed" if one.signed_at else "sign" if one.complete else "write"
    return {
        "pk": one.pk, "dossier": of.pk, "state": state, "tail": tail, "short": short, "code": of.code, "who": owner_masked(of),
        "what": of.procedure_name, "reason": one.reason, "cause": CAUSES[Cause(one.cause)] if one.cause else "",
        "old": one.old_due, "new": one.new_due, "signed_at": one.signed_at, "late": of.late_since is not None,
        "signer": one.signed_by.name if one.signed_by else "",
    }  # fmt: skip


def _mistake(one) -> dict:
    tail, short = tail_of(one.dossier)
    return {
        "dossier": one.dossier_id, "short": short, "tail": tail, "who": owner_masked(one.dossier),
        "kind": FAULTS[Fault(one.kind)],
        "what": one.what, "since": one.reported_at, "by": one.reported_by.name,
    }  # fmt: skip


STATES = {"write": say("cần soạn"), "sign": say("chờ ký"), "signed": say("đã ký")}


def _table(rows: list[dict]) -> Table:
    columns = (
        Column(say("Mã"), lambda row: row["code"], width=24),
        Column(say("Người nộp"), lambda row: row["who"], width=26),
        Column(say("Việc"), lambda row: row["what"], width=44),
        Column(say("Đã hẹn"), lambda row: row["old"], Kind.MOMENT),
        Column(say("Hẹn lại"), lambda row: row["new"], Kind.MOMENT),
        Column(say("Nguyên nhân"), lambda row: str(row["cause"]), width=28),
        Column(say("Lý do"), lambda row: row["reason"], width=50),
        Column(say("Tình trạng"), lambda row: STATES[row["state"]], width=14),
        Column(say("Ký lúc"), lambda row: row["signed_at"], Kind.MOMENT),
    )
    return Table(name="xin-loi", title=say("Thư xin lỗi, hẹn lại"), columns=columns, rows=rows)


@never_cache
@require_POST
@officer_required(Role.LEADER)
def sign(request: HttpRequest) -> HttpResponse:
    """Every ticked letter that is whole: signed one after the other, each an act of its own; what could not be says why."""
    unit, by, at = request.user.unit_id, request.actor, now()
    keys = [int(text) for text in request.POST.getlist("thu") if text.isascii() and text.isdigit() and len(text) < 12]
    chosen = list(Apology.objects.filter(pk__in=keys, dossier__unit_id=unit).select_related("dossier").order_by("old_due", "pk"))
    done, problems = 0, []
    for one in chosen:

        def do(one: Apology = one) -> dict:
            acts.sign_apology(dossier=one.dossier, by=by, at=at)
            return {"dossier": one.dossier_id}

        try:
            once(request, scope=f"sorry.{one.pk}", unit=unit, by=by, do=do)
            done += 1
        except DossierError as refusal:
            problems.append(f"{tail_of(one.dossier)[1]}: {refusal}")
    if done:
        messages.success(request, str(say("Đã ký {n} thư xin lỗi, ngày hẹn đã đổi, người dân được báo.", n=done)))
    for text in problems:
        messages.error(request, text)
    if not chosen:
        messages.error(request, str(say("Chưa chọn thư nào để ký.")))
    return redirect("leader:sorry")
