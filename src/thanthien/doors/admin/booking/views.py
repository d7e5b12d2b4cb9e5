"""`/quan-tri/dat-hen`: the quota from a day on; what a change would do is shown before it is saved; it can be taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.booking.picture import picture
from thanthien.doors.admin.forms import Field, Form, Wrong, name_of, whole
from thanthien.doors.admin.saving import administers, attempt
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import day_full, decimal_comma
from thanthien.indicators.booked import minutes_served
from thanthien.journeys import bookable
from thanthien.outreach import actions, queries
from thanthien.outreach.models import QuotaRule
from thanthien.outreach.quota import BOUNDS
from thanthien.outreach.quotas import state_of
from thanthien.outreach.rules import BookingError, Offer, Quota
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say
from thanthien.worktime.office_hours import minute_text

GROUPS = {
    "share": say("Bao nhiêu chỗ"), "horizon_days": say("Đặt trước và giới hạn mỗi người"), "lead_minutes": say("Đặt, đổi, đến"),
    "remind_hours": say("Nhắc và lỡ hẹn"),
}  # fmt: skip
HINTS = {
    "share": say("Phần trăm số chỗ quầy làm được; còn lại để người đến lấy số."),
    "slot_minutes": say("Phút."), "minutes": say("Phút, dùng cho việc không ghi riêng bên dưới."),
    "horizon_days": say("Ngày, kể từ hôm sau; 0 là chỉ trong ngày."),
    "per_field": say("Số hẹn đang giữ cho một lĩnh vực."), "lead_minutes": say("Phút."), "change_minutes": say("Phút."),
    "early_minutes": say("Phút."), "grace_minutes": say("Phút sau khi hết khung giờ."),
    "remind_hours": say("Giờ."), "rest_days": say("Ngày. Người ấy vẫn đến lấy số như mọi người."),
    "keep_days": say("Ngày. Sau đó quên người, chỉ còn con số."), "per_address": say("Chặn máy đặt hàng loạt."),
}  # fmt: skip
HOUR = "last"
MONTH = timedelta(days=30)


def clock(text: str) -> int:
    """`16:00` as minutes after midnight; raises Wrong."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        raise Wrong(say("Ghi giờ như 16:00."))
    value = int(hour) * 60 + int(minute)
    if int(minute) > 59 or value > 1440:
        raise Wrong(say("Ghi giờ như 16:00."))
    return value


def form_of(offers: Sequence[Offer], quota: Quota, today: date, spent: Mapping[str, tuple[float, int]]) -> Form:
    """Every value of the quota, the minutes of each service (`spent`: what they really took), seasons, and from which day."""
    fields = [Field("open", say("Nhận đặt hẹn từ nhà"), kind="tick")]
    for name, (low, high, label) in BOUNDS.items():
        check = clock if name == HOUR else whole(low, high)
        kind = "text" if name == HOUR else "number"
        fields.append(
            Field(
                name, label, kind=kind, size="short", most=5, check=check, need=say("Ghi một số."), hint=HINTS.get(name, ""),
                group=GROUPS.get(name, ""),
            )
        )  # fmt: skip
    for place, offer in enumerate(offers):
        label = say("{letter} {name}", letter=offer.letter, name=offer.name)
        fields.append(
            Field(
                f"m-{offer.letter}", label, kind="number", size="short", most=3, check=whole(1, 120),
                hint=_spent_words(offer, spent),
                group=say("Số phút riêng cho từng việc") if place == 0 else "",
            )
        )  # fmt: skip
    if quota.seasons:
        kept = [(_season_key(one), f"{day_full(one.first)}–{day_full(one.last)}: {one.why}") for one in quota.seasons]
        fields.append(
            Field("seasons", say("Đợt không nhận hẹn đang có"), kind="checks", choices=kept, hint=say("Bỏ chọn để thôi."))
        )
    fields += [
        Field("first", say("Thêm đợt không nhận hẹn: từ ngày"), kind="date", size="short", group=say("Đợt không nhận hẹn")),
        Field("final", say("đến hết ngày"), kind="date", size="short"),
        Field("why", say("Lý do, người dân sẽ đọc"), most=80),
        Field("valid_from", say("Áp dụng từ ngày"), kind="date", size="short", need=say("Ghi ngày như 25/11/2026."),
              group=say("Khi nào"), value=today + timedelta(days=1)),
    ]  # fmt: skip
    return Form(fields)


def _spent_words(offer: Offer, spent: Mapping[str, tuple[float, int]]) -> str:
    """What the last month says of this service."""
    if offer.letter not in spent:
        return str(say("Tháng qua chưa có lượt nào."))
    minutes, n = spent[offer.letter]
    return str(say("Tháng qua: {minutes} phút, {n} lượt.", minutes=decimal_comma(minutes), n=n))


def _season_key(season: object) -> str:
    return f"{season.first.isoformat()}/{season.last.isoformat()}"  # type: ignore[attr-defined]


def saved(quota: Quota, offers: Sequence[Offer]) -> dict[str, object]:
    """What stands, as the form shows it."""
    values = {name: str(getattr(quota, name)) for name in BOUNDS} | {HOUR: minute_text(quota.last), "open": quota.open}
    values |= {f"m-{offer.letter}": str(quota.service_minutes.get(offer.letter, "")) for offer in offers}
    return values | {"seasons": [_season_key(one) for one in quota.seasons]}


def data_of(form: Form, quota: Quota, offers: Sequence[Offer]) -> dict:
    """The quota that the form asks for, as data. Raises BookingError."""
    typed = form.values
    data = quota.as_data() | {name: int(str(typed[name])) for name in BOUNDS} | {"open": bool(typed["open"])}
    known = {offer.letter for offer in offers}
    minutes = {letter: value for letter, value in quota.service_minutes.items() if letter not in known}
    data["service_minutes"] = minutes | {o.letter: int(str(v)) for o in offers if (v := typed[f"m-{o.letter}"]) not in ("", None)}
    kept = set(typed.get("seasons") or [])  # type: ignore[call-overload]
    seasons = [
        {"first": s.first.isoformat(), "last": s.last.isoformat(), "why": s.why} for s in quota.seasons if _season_key(s) in kept
    ]
    first, final, why = typed["first"], typed["final"], typed["why"]
    if first or final or why:
        if not (first and final and why):
            raise BookingError(say("Ghi đủ từ ngày, đến ngày và lý do của đợt."), field="first")
        seasons.append({"first": first.isoformat(), "last": final.isoformat(), "why": why})  # type: ignore[attr-defined]
    return data | {"seasons": seasons}


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form with the picture of a day; `buoc=xem` only shows what the change does, `buoc=luu` saves it."""
    unit, at = request.user.unit_id, now()
    offers, today = bookable.offers(unit=unit), day_of(at)
    quota = queries.quota(unit=unit, on=today + timedelta(days=1))
    spent = minutes_served(unit=unit, first=today - MONTH, last=today)
    form, wanted, since = form_of(offers, quota, today, spent), quota, today + timedelta(days=1)
    if request.method == "GET":
        form.fill(saved(quota, offers))
        form.seen = state_of(unit=unit)
    elif form.read(request.POST):
        try:
            data, since = data_of(form, quota, offers), form.values["valid_from"]
            wanted = Quota.from_data(data)
            if request.POST.get("buoc") == "luu":
                return _save(request, form, data, since, at)
        except Refusal as error:
            _refuse(form, error, unit)
    shown = picture(unit=unit, offers=offers, now=quota, wanted=wanted, since=since, at=at)
    context = {"form": form, "picture": shown, "rules": _rules(unit), "changed": wanted != quota}
    return render(request, "admin/booking/page.html", context, status=200 if form.right else 422)


def _save(request: HttpRequest, form: Form, data: dict, since: date, at: datetime) -> HttpResponse:
    unit = request.user.unit_id

    def do() -> dict:
        rule = actions.set_quota(unit=unit, data=data, valid_from=since, by=request.actor, at=at, seen=form.seen)
        return {"rule": rule.pk}

    done, _ = once(request, scope="quota", unit=unit, by=request.actor, do=do)
    text = say("Hạn mức mới áp dụng từ {day}.", day=day_full(since))
    messages.success(request, str(text), extra_tags=reverse("admin:bookings-undo", args=[done["rule"]]))
    return redirect("admin:bookings")


def _refuse(form: Form, error: Refusal, unit: str) -> None:
    """Beside the field that it speaks of, else above the form; a form that came late may be sent again."""
    name = getattr(error, "field", "")
    if name == "seen":
        last = max(queries.quota_rules(unit=unit), key=lambda rule: rule.set_at)
        form.clash = str(say("{who} vừa đổi hạn mức. Phần đã gõ vẫn giữ; xem lại rồi lưu.", who=name_of(last.set_by)))
        form.seen = state_of(unit=unit)
    elif any(one.name == name for one in form):
        form.fail(error, name)
    else:
        form.fail(error)


def _rules(unit: str) -> list[dict]:
    """What was decided, the newest first, with who and what differs from the usual."""
    usual = Quota().as_data()
    return [
        {"rule": rule, "who": name_of(rule.set_by), "changed": _words(rule.data, usual)}
        for rule in queries.quota_rules(unit=unit)
    ]


def _words(data: dict, usual: dict) -> list[str]:
    changed = [f"{BOUNDS[name][2]}: {data[name]}" for name in BOUNDS if data.get(name, usual[name]) != usual[name]]
    if not data.get("open", True):
        changed.append(str(say("không nhận đặt hẹn")))
    return changed + [f"{one['first']}–{one['last']}: {one['why']}" for one in data.get("seasons", ())]


@administers
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    rule: QuotaRule | None = queries.quota_rule(unit=request.user.unit_id, pk=pk)
    if rule is None:
        raise Http404
    attempt(
        request, lambda: actions.undo_quota(rule=rule, by=request.actor, at=now()), scope=f"quota-undo.{pk}",
        done=say("Đã rút lại, hạn mức trước đó có hiệu lực."),
    )  # fmt: skip
    return redirect("admin:bookings")
