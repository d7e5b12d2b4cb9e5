"""`/cho-nguoi-dan/`: dossiers whose clock stands still because the person has something to bring or to pay."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import fields_seen
from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers import waiting
from thanthien.dossiers.queries import owner_masked
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

VIEWS = {"": say("Tất cả"), "giay": say("Chờ giấy"), "nop": say("Chờ nộp tiền"), "qua-han": say("Quá ngày chờ")}


@require_GET
@never_cache
@officer_required(Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER, Role.GUIDE)
@kindly
def page(request: HttpRequest) -> HttpResponse:
    """The longest wait first; `?xem=` one view, `?xuat=` the same rows as a file. Names are masked: no access."""
    at, fields = now(), fields_seen(request.actor)
    unit = request.user.unit_id
    every = sorted(
        [
            *(_row(one, "giay", "; ".join(i["name"] for i in one.items), one.answer_by, at)
              for one in waiting.supplements(unit=unit, fields=fields)),
            *(_row(one, "nop", one.what, one.pay_by, at) for one in waiting.duties(unit=unit, fields=fields)),
        ],
        key=lambda row: (row["since"], row["pk"]),
    )  # fmt: skip
    view = request.GET.get("xem", "")
    view = view if view in VIEWS else ""
    rows = _of_view(every, view)
    views = [
        {"code": code, "name": name, "count": len(_of_view(every, code)), "here": code == view} for code, name in VIEWS.items()
    ]
    return exported(request, _table(rows, view)) or render(
        request, "desk/waiting.html", {"rows": rows, "views": views, "here": view}
    )


def _of_view(rows: list[dict], view: str) -> list[dict]:
    if view == "qua-han":
        return [row for row in rows if row["over"]]
    return [row for row in rows if not view or row["kind"] == view]


def _row(one, kind: str, what: str, until: date | None, at: datetime) -> dict:
    of = one.dossier
    head, short = short_code(of.code)
    today = day_of(at)
    return {
        "pk": of.pk, "kind": kind, "head": head, "short": short, "code": of.code, "who": owner_masked(of),
        "matter": of.procedure_name, "what": what, "since": one.asked_at, "days": (today - day_of(one.asked_at)).days,
        "until": until, "over": until is not None and until < today,
    }  # fmt: skip


def _table(rows: list[dict], view: str) -> Table:
    columns = (
        Column(say("Mã"), lambda row: row["code"], width=24),
        Column(say("Người nộp"), lambda row: row["who"], width=26),
        Column(say("Việc"), lambda row: row["matter"], width=44),
        Column(say("Chờ gì"), lambda row: row["what"], width=44),
        Column(say("Từ lúc"), lambda row: row["since"], Kind.MOMENT),
        Column(say("Chờ đến"), lambda row: row["until"], Kind.DAY),
        Column(say("Số ngày"), lambda row: row["days"], Kind.NUMBER),
    )
    return Table(
        name="cho-nguoi-dan", title=say("Hồ sơ chờ người dân"), columns=columns, rows=rows, filters={say("Mục"): VIEWS[view]}
    )
