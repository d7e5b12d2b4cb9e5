"""`/quan-tri/ngay-dac-biet`: on which days the office does more, for which matters, who signs; taken back by one press."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, name_of
from thanthien.doors.admin.saving import administers, attempt
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Table, exported
from thanthien.doors.parts.tables import Kind as Holds
from thanthien.people.models import Officer
from thanthien.people.queries import officers_with
from thanthien.people.rules import Role
from thanthien.procedures.queries import in_force
from thanthien.programmes import actions, queries
from thanthien.programmes.models import Programme
from thanthien.programmes.rules import LABELS, WEEKDAYS, Half, Kind, Plan, ProgrammeError, read_codes
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say


def fields_of(on: date) -> list[tuple[str, str]]:
    """The fields of procedures in force: code, name."""
    return sorted(set(in_force(on=on).values_list("field", "field_name")), key=lambda pair: pair[1])


def form_of(unit: str, today: date) -> Form:
    leaders = [(one.login, one.name) for one in officers_with(unit=unit, role=Role.LEADER, on=today)]
    return Form([
        Field("kind", say("Làm gì khác ngày thường"), kind="radio", choices=list(LABELS.items()), need=say("Chọn một việc."),
              value=Kind.SAME_DAY),
        Field("weekdays", say("Vào những ngày"), kind="checks", need=say("Chọn ít nhất một ngày trong tuần."),
              choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)]),
        Field("half", say("Buổi"), kind="select", size="mid", choices=[(half, half.label) for half in Half]),
        Field("valid_from", say("Từ ngày"), kind="date", size="short", need=say("Ghi ngày như 25/11/2026."), value=today,
              group=say("Khi nào")),
        Field("valid_to", say("Đến hết ngày"), kind="date", size="short", hint=say("Để trống thì làm đến khi rút lại.")),
        Field("fields", say("Lĩnh vực"), kind="checks", choices=fields_of(today), hint=say("Không chọn gì là mọi thủ tục."),
              group=say("Cho việc nào")),
        Field("procedures", say("Thêm từng thủ tục, theo mã"), kind="area", most=900, hint=say("Ví dụ 2.000815, 1.004873")),
        Field("signer", say("Người ký"), kind="select", size="mid", choices=[("", "–"), *leaders], group=say("Ai ký ngay"),
              hint=say("Hồ sơ của ngày không hẹn đến thẳng người này.")),
        Field("substitute", say("Người ký thay"), kind="select", size="mid", choices=[("", "–"), *leaders],
              hint=say("Ký khi người trên vắng.")),
    ])  # fmt: skip


def plan_of(form: Form) -> Plan:
    """What was typed, as a plan."""
    v = form.values
    return Plan(
        Kind(v["kind"]), frozenset(int(one) for one in v["weekdays"]), v["valid_from"], v["valid_to"], Half(v["half"]),
        frozenset(v["fields"]), read_codes(str(v["procedures"])),
    )  # fmt: skip


def _officer(unit: str, login: object) -> Officer | None:
    return Officer.objects.filter(unit_id=unit, login=login).first() if login else None


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What was decided, the days ahead, and the form for one more."""
    unit, at = request.user.unit_id, now()
    form, today = form_of(unit, day_of(at)), day_of(at)
    if request.method == "POST" and form.read(request.POST):
        try:
            return _save(request, form, at)
        except ProgrammeError as error:
            form.fail(error, error.field if any(one.name == error.field for one in form) else "")
        except Refusal as error:
            form.fail(error)
    decided = _decided(unit, dict(fields_of(today)))
    answer = exported(request, _table(decided))
    if answer is not None:
        return answer
    context = {"form": form, "decided": decided, "ahead": queries.ahead(unit=unit, since=today, days=14)}
    return render(request, "admin/programmes/page.html", context, status=200 if form.right else 422)


def _save(request: HttpRequest, form: Form, at: datetime) -> HttpResponse:
    unit, plan = request.user.unit_id, plan_of(form)
    signer, substitute = (_officer(unit, form.values[name]) for name in ("signer", "substitute"))

    def do() -> dict:
        made = actions.set_programme(unit=unit, plan=plan, signer=signer, substitute=substitute, by=request.actor, at=at)
        return {"programme": made.pk}

    done, _ = once(request, scope="programme", unit=unit, by=request.actor, do=do)
    text = say("Đã đặt {name}.", name=str(plan.kind.label).lower())
    messages.success(request, str(text), extra_tags=reverse("admin:programme-withdraw", args=[done["programme"]]))
    return redirect("admin:programmes")


def _decided(unit: str, names: dict[str, str]) -> list[dict]:
    rows = queries.decided(unit=unit)
    who = {login: name_of(login) for login in {row.set_by for row in rows}}
    return [{"row": row, "who": who[row.set_by], "matters": _matters(row, names)} for row in rows]


def _matters(row: Programme, names: dict[str, str]) -> str:
    parts = [names.get(code, code) for code in row.fields] + list(row.procedures)
    return ", ".join(parts) or str(say("mọi thủ tục"))


def _table(decided: list[dict]) -> Table:
    columns = (
        Column(say("Việc"), lambda one: one["row"].name, width=20),
        Column(say("Khi nào"), lambda one: one["row"].when, width=28),
        Column(say("Thủ tục"), lambda one: one["matters"], width=40),
        Column(say("Từ ngày"), lambda one: one["row"].valid_from, Holds.DAY),
        Column(say("Đến hết ngày"), lambda one: one["row"].valid_to, Holds.DAY),
        Column(say("Người ký"), lambda one: one["row"].signer.name if one["row"].signer else "", width=22),
        Column(say("Người ký thay"), lambda one: one["row"].substitute.name if one["row"].substitute else "", width=22),
        Column(say("Tình trạng"), lambda one: say("đã rút") if one["row"].withdrawn else say("đang có"), width=12),
    )
    return Table("ngay-dac-biet", say("Ngày đặc biệt"), columns, decided)


def _of_unit(request: HttpRequest, pk: int) -> Programme:
    found = queries.programme(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@administers
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It is held no more; what was done stays counted."""
    row = _of_unit(request, pk)
    attempt(
        request, lambda: actions.withdraw_programme(programme=row, by=request.actor, at=now()), scope=f"programme-out.{pk}",
        done=say("Đã rút. Những gì đã làm vẫn tính."), undo=reverse("admin:programme-restore", args=[pk]),
    )  # fmt: skip
    return redirect("admin:programmes")


@administers
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Held again."""
    row = _of_unit(request, pk)
    attempt(
        request, lambda: actions.restore_programme(programme=row, by=request.actor, at=now()), scope=f"programme-in.{pk}",
        done=say("Ngày này có lại."), undo=reverse("admin:programme-withdraw", args=[pk]),
    )  # fmt: skip
    return redirect("admin:programmes")
