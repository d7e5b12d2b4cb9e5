"""`/tham-gia-dinh/`: calls on families: why, who goes, what was brought and heard, and what came of it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import families as shown
from thanthien.doors.desk.ears_turn import turned
from thanthien.doors.parts.ears_words import month
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.journal.actions import record_access
from thanthien.outreach import actions, ears_queries
from thanthien.outreach.access import EARS_ROLES
from thanthien.outreach.ears_rules import EarsError
from thanthien.outreach.families import Told
from thanthien.outreach.models import FamilyCall
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

staff = officer_required(*EARS_ROLES)


def of_unit(request: HttpRequest, pk: int) -> FamilyCall:
    """The visit, only of the officer's unit; 404 for any other."""
    found = ears_queries.call(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def note_opened(request: HttpRequest, row: FamilyCall) -> None:
    """The name and what was heard are about to be shown: the access is written down first."""
    subject, who = f"familycall:{row.pk}", request.user.login
    record_access(unit=row.unit_id, officer=who, person=row.person, subject=subject, reason="family", at=now())


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Who is to be called on, and the visits of a month, masked; `?thang=2026-11`, `?xuat=` as a file."""
    first, last = month(request.GET.get("thang", ""), now())
    context = shown.listing(unit=request.user.unit_id, first=first, last=last, at=now())
    return exported(request, shown.table(context)) or render(request, "desk/families.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@staff
def make(request: HttpRequest) -> HttpResponse:
    """A visit that is planned, or was made; a refusal keeps what was typed."""
    unit, at, by = request.user.unit_id, now(), request.actor
    typed, errors = shown.empty(by=by, hamlet=request.GET.get("thon", "")[:12], at=at), {}
    if request.method == "POST":
        typed = shown.read(request.POST)

        def do() -> dict:
            row = actions.note_call(unit=unit, told=typed, by=by, at=at)
            return {"call": row.pk, "label": row.label}

        try:
            done, _ = once(request, scope="familycall.note", unit=unit, by=by, do=do, asked=f"{typed.name} {typed.day}")
        except EarsError as error:
            errors[error.field or "page"] = str(error)
        else:
            back = reverse("desk:family-turn", args=[done["call"], "bo"])
            messages.success(request, str(say("Đã ghi chuyến thăm {label}.", label=done["label"])), extra_tags=back)
            return redirect("desk:family", pk=done["call"])
    context = shown.form(unit=unit, typed=typed, errors=errors, at=at)
    return render(request, "desk/family_new.html", context, status=422 if errors else 200)


@require_GET
@never_cache
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit with the family's name and what was heard."""
    row = of_unit(request, pk)
    note_opened(request, row)
    return render(request, "desk/family.html", shown.opened(row=row, by=request.actor, at=now()))


def _finish(row: FamilyCall, request: HttpRequest, told: dict) -> FamilyCall:
    return actions.finish_call(call=row, told=shown.read(request.POST), **told)


# Word of the address → (what is done, what is said after it, the word that takes it back).
TURNS: dict[str, tuple[Callable[..., FamilyCall], Sentence, str]] = {
    "xong": (_finish, say("{label}: đã ghi chuyến đi."), "mo-lai"),
    "bo": (lambda row, request, told: actions.cancel_call(call=row, **told), say("{label} đã bỏ."), "mo-lai"),
    "mo-lai": (lambda row, request, told: actions.reopen_call(call=row, **told), say("{label} trở lại danh sách sẽ đi."), ""),
}  # fmt: skip


@require_POST
@never_cache
@staff
def turn(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act; a refusal shows the visit again with what was typed and the sentence at its field."""
    row = of_unit(request, pk)
    if what == "de-xuat":
        return _propose(request, row)
    if what not in TURNS:
        raise Http404
    action, words, back = TURNS[what]
    undo = reverse("desk:family-turn", args=[pk, back]) if back else ""
    try:
        turned(request, row, scope=f"familycall.{pk}.{what}", do=lambda told: action(row, request, told), words=words, undo=undo)
    except EarsError as error:
        return _refused(request, row, error, typed=shown.read(request.POST) if what == "xong" else None)
    return redirect("desk:family", pk=pk)


def _propose(request: HttpRequest, row: FamilyCall) -> HttpResponse:
    """What was heard becomes a proposal with an owner and a day."""
    wish = {key: request.POST.get(key, "")[:500] for key in ("text", "owner", "due")}

    def do() -> dict:
        made = actions.make_proposal(unit=row.unit_id, call=row, by=request.actor, at=now(), **wish)
        return {"proposal": made.pk, "label": made.label}

    try:
        done, _ = once(request, scope=f"familycall.{row.pk}.propose", unit=row.unit_id, by=request.actor, do=do)
    except EarsError as error:
        return _refused(request, row, error, wish=wish)
    undo = reverse("desk:proposal-turn", args=[done["proposal"], "bo"])
    messages.success(request, str(say("Đã lập đề xuất {label}.", label=done["label"])), extra_tags=undo)
    return redirect("desk:family", pk=row.pk)


def _refused(
    request: HttpRequest, row: FamilyCall, error: EarsError, *, typed: Told | None = None, wish: Mapping[str, str] | None = None
) -> HttpResponse:
    note_opened(request, row)
    errors = {error.field or "page": str(error)}
    context = shown.opened(row=row, by=request.actor, at=now(), typed=typed, errors=errors, wish=wish)
    return render(request, "desk/family.html", context, status=422)
