"""Opinions of other bodies: `/ho-so/<id>/y-kien` of whoever asks, `/y-kien/` of whoever is asked."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import opinions as shown
from thanthien.doors.desk.views_passing import found_by
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import actions as acts
from thanthien.dossiers import opinions
from thanthien.dossiers.models import Dossier, Opinion
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.rules_opinion import Ask
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def of_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, who has answered, who is late; POST asks several at once."""
    found = found_by(request, pk)
    if request.method != "POST":
        return _page(request, found)

    def do() -> dict:
        asked = opinions.ask_opinions(
            dossier=found, bodies=_asks(request, found), question=request.POST.get("question", ""), step=_step(request),
            by=request.actor, at=now(),
        )  # fmt: skip
        return {"opinions": [row.pk for row in asked]}

    return _done(request, found, scope=f"ask-opinions.{pk}", do=do, text=say("Đã hỏi. Mỗi nơi có hạn trả lời riêng."))


def _page(request: HttpRequest, found: Dossier, *, error: Refusal | None = None) -> HttpResponse:
    """The page as it is now; what was typed stays beside a refusal."""
    at = now()
    acts.note_opened(dossier=found, by=request.actor, at=at, reason="work")
    context = {
        "one": shown.page(dossier=found, by=request.actor, at=at), "said": str(error) if error else "",
        "field": getattr(error, "field", ""), "typed": _typed(request), "rows": _typed_rows(request),
    }  # fmt: skip
    return render(request, "desk/opinions.html", context, status=422 if error else 200)


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed in the one field of each kind."""
    return {name: request.POST.get(name, "") for name in ("question", "answer", "text")}


def _typed_rows(request: HttpRequest) -> list[dict]:
    """The free lines, with what was typed in them."""
    given = [(request.POST.getlist(name) + [""] * shown.FREE)[: shown.FREE] for name in ("body", "days", "unit")]
    return [{"body": body, "days": days, "unit": unit} for body, days, unit in zip(*given, strict=True)]


def _step(request: HttpRequest) -> int:
    text = request.POST.get("step", "")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise DossierError(say("Trang này đã cũ. Tải lại trang rồi làm lại."))
    return int(text)


def _asks(request: HttpRequest, found: Dossier) -> list[Ask]:
    """The process's own bodies that are ticked, with the terms it gives them, and those typed beside them."""
    with_process = shown.page(dossier=found, by=request.actor, at=now())["suggested"]
    ticked = set(request.POST.getlist("suggested"))
    rows = [one for place, one in enumerate(with_process) if str(place) in ticked]
    units = {unit.pk: unit.name for unit in shown.units_to_ask(request.user.unit_id)}
    for row in _typed_rows(request):
        days = int(row["days"]) if row["days"].isascii() and row["days"].isdigit() and len(row["days"]) < 4 else 0
        unit = row["unit"] if row["unit"] in units else ""
        rows.append(Ask(row["body"] or units.get(unit, ""), days, unit))
    return rows


def _done(request: HttpRequest, found: Dossier, *, scope: str, do: Callable[[], dict], text: object) -> HttpResponse:
    try:
        once(request, scope=scope, unit=found.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _page(request, found, error=error)
    messages.success(request, str(text))
    return redirect("desk:opinions", pk=found.pk)


@require_POST
@never_cache
@officer_required()
def act(request: HttpRequest, pk: int, one: int) -> HttpResponse:
    """Whoever asked withdraws a request, or notes the letter by which a body answered."""
    found, row = found_by(request, pk), opinions.one(pk=one)
    if row is None or row.dossier_id != found.pk:
        raise Http404
    data, told = request.POST, {"opinion": row, "by": request.actor, "at": now()}
    if data.get("act") == "withdraw":
        text = say("Đã rút yêu cầu.")

        def do() -> dict:
            return {"opinion": opinions.withdraw_opinion(reason=data.get("reason", ""), **told).pk}
    else:
        text = say("Đã ghi ý kiến trả lời.")

        def do() -> dict:
            given = {name: data.get(name, "") for name in ("answer", "text", "paper")}
            return {"opinion": opinions.give_opinion(**given, **told).pk}

    return _done(request, found, scope=f"opinion.{one}.{data.get('act', '')[:9]}", do=do, text=text)


# --- the asked body ------------------------------------------------------------------------------------------


@require_GET
@never_cache
@officer_required()
def asked(request: HttpRequest) -> HttpResponse:
    rows = shown.asked_lines(unit=request.user.unit_id, at=now())
    return exported(request, shown.table(rows)) or render(request, "desk/asked.html", {"rows": rows})


def _asked(request: HttpRequest, pk: int) -> Opinion:
    row = opinions.one(pk=pk)
    if row is None or row.asked_unit_id != request.user.unit_id or row.withdrawn_at is not None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def asked_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The request and the form to answer it; POST answers, or takes an answer back."""
    row = _asked(request, pk)
    if request.method != "POST":
        return _asked_page(request, row)
    data, told = request.POST, {"opinion": row, "by": request.actor, "at": now()}
    back = data.get("act") == "take_back"

    def do() -> dict:
        if back:
            return {"opinion": opinions.take_back_opinion(**told).pk}
        return {"opinion": opinions.give_opinion(answer=data.get("answer", ""), text=data.get("text", ""), **told).pk}

    try:
        once(request, scope=f"asked.{pk}.{'back' if back else 'give'}", unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _asked_page(request, row, error=error)
    messages.success(request, str(say("Đã lấy lại ý kiến, trả lời lại được.") if back else say("Đã gửi ý kiến.")))
    return redirect("desk:asked-one", pk=pk)


def _asked_page(request: HttpRequest, row: Opinion, *, error: Refusal | None = None) -> HttpResponse:
    at = now()
    opinions.note_opened(opinion=row, by=request.actor, at=at)
    context = {
        "one": shown.asked_page(row=row, by=request.actor, at=at), "said": str(error) if error else "", "typed": _typed(request),
        "field": getattr(error, "field", ""),
    }  # fmt: skip
    return render(request, "desk/asked_one.html", context, status=422 if error else 200)
