"""`/nghe-dan/`: what people of the hamlets say: noted on a telephone, sorted by the office; the figures of a month."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import voices as shown
from thanthien.doors.desk.ears_turn import turned
from thanthien.doors.parts import behind as listed
from thanthien.doors.parts import ears_behind
from thanthien.doors.parts.behind import page_in
from thanthien.doors.parts.ears_words import month
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.outreach import actions, ears_queries
from thanthien.outreach.access import EARS_ROLES, EARS_TELL
from thanthien.outreach.ears_rules import EarsError
from thanthien.outreach.models import Voice
from thanthien.outreach.voices import Said
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

staff = officer_required(*EARS_ROLES)
tellers = officer_required(*EARS_TELL)


def of_unit(request: HttpRequest, pk: int) -> Voice:
    """The voice, only of the officer's unit; 404 for any other."""
    found = ears_queries.voice(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; `?xem=`, `?thon=`, `?viec=` filter, `?xuat=` as a file."""
    asked: dict[str, Any] = {
        key: request.GET.get(name, "")[:12] for key, name in (("view", "xem"), ("hamlet", "thon"), ("subject", "viec"))
    }
    asked["page"] = page_in(request.GET.get("trang", ""))
    context = shown.listing(unit=request.user.unit_id, by=request.actor, at=now(), **asked)
    return exported(request, shown.table(context)) or render(request, "desk/voices.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@tellers
def note(request: HttpRequest) -> HttpResponse:
    """The telephone's page of the head of a hamlet; a refusal keeps what was typed."""
    unit, at, by = request.user.unit_id, now(), request.actor
    typed, errors = {}, {}
    if request.method == "POST":
        typed = {key: request.POST.get(key, "")[:500] for key in ("hamlet", "subject", "text", "households", "day")}

        def do() -> dict:
            row = actions.note_voice(unit=unit, said=Said(**typed), by=by, at=at)
            return {"voice": row.pk, "label": row.label}

        try:
            done, _ = once(request, scope="voice.note", unit=unit, by=by, do=do, asked=typed["text"])
        except EarsError as error:
            errors[error.field or "page"] = str(error)
        else:
            text = say("Đã ghi {label}. Xã xem và trả lời ở đây.", label=done["label"])
            messages.success(request, str(text), extra_tags=reverse("desk:voice-turn", args=[done["voice"], "rut"]))
            return redirect("desk:voice-note")
    context = shown.note_form(by=by, unit=unit, typed=typed, errors=errors, at=at)
    return render(request, "desk/voice_note.html", context, status=422 if errors else 200)


@require_GET
@never_cache
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One voice, and what is done with it."""
    return render(request, "desk/voice.html", shown.opened(row=of_unit(request, pk), by=request.actor, at=now()))


def _answer(row: Voice, request: HttpRequest, told: dict) -> Voice:
    return actions.answer_voice(voice=row, answer=request.POST.get("answer", ""), **told)


# Word of the address → (what is done, what is said after it, whether it can be taken back).
TURNS: dict[str, tuple[Callable[..., Voice], Sentence, bool]] = {
    "biet": (lambda row, request, told: actions.know_voice(voice=row, **told), say("{label}: xã đã biết."), True),
    "tra-loi": (_answer, say("{label}: đã trả lời, trưởng thôn đọc được."), True),
    "rut": (lambda row, request, told: actions.take_back_voice(voice=row, **told), say("{label} đã rút."), True),
    "mo-lai": (lambda row, request, told: actions.reopen_voice(voice=row, **told), say("{label} trở lại danh sách."), False),
}  # fmt: skip


@require_POST
@never_cache
@tellers
def turn(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act; a refusal shows the voice again with what was typed."""
    row = of_unit(request, pk)
    if what == "de-xuat":
        return _propose(request, row)
    if what not in TURNS:
        raise Http404
    action, words, undo = TURNS[what]
    back = reverse("desk:voice-turn", args=[pk, "mo-lai"]) if undo else ""
    try:
        turned(request, row, scope=f"voice.{pk}.{what}", do=lambda told: action(row, request, told), words=words, undo=back)
    except EarsError as error:
        return _refused(request, row, error, {"answer": request.POST.get("answer", "")[:500]})
    return redirect("desk:voices" if request.actor.has(*EARS_ROLES) else "desk:voice-note")


def _refused(request: HttpRequest, row: Voice, error: EarsError, typed: Mapping[str, str]) -> HttpResponse:
    if not request.actor.has(*EARS_ROLES):  # the head of a hamlet has the page of the telephone only
        messages.error(request, str(error))
        return redirect("desk:voice-note")
    errors, also = {error.field or "page": str(error)}, request.POST.getlist("also")
    context = shown.opened(row=row, by=request.actor, at=now(), typed=typed, errors=errors, also=also)
    return render(request, "desk/voice.html", context, status=422)


def _propose(request: HttpRequest, row: Voice) -> HttpResponse:
    """A new proposal of this voice and those ticked, or one under way that they join."""
    unit, typed = row.unit_id, {key: request.POST.get(key, "")[:500] for key in ("text", "owner", "due")}
    ticked = set(request.POST.getlist("also"))
    voices = [row, *(one for one in ears_queries.said_alike(voice=row) if str(one.pk) in ticked)]
    joined = request.POST.get("join", "")

    def do() -> dict:
        told = {"voices": voices, "by": request.actor, "at": now()}
        if joined:
            found = ears_queries.proposal(unit=unit, pk=int(joined)) if joined.isascii() and joined.isdigit() else None
            if found is None:
                raise EarsError(say("Không thấy đề xuất này. Tải lại trang rồi chọn lại."))
            made = actions.join_proposal(proposal=found, **told)
        else:
            made = actions.make_proposal(unit=unit, **typed, **told)
        return {"proposal": made.pk, "label": made.label}

    try:
        done, _ = once(request, scope=f"voice.{row.pk}.propose", unit=unit, by=request.actor, do=do, asked=joined)
    except EarsError as error:
        return _refused(request, row, error, typed)
    undo = "" if joined else reverse("desk:proposal-turn", args=[done["proposal"], "bo"])
    words = say("Đã gộp vào {label}.", label=done["label"]) if joined else say("Đã lập đề xuất {label}.", label=done["label"])
    messages.success(request, str(words), extra_tags=undo)
    return redirect("desk:proposal", pk=done["proposal"])


@require_GET
@never_cache
@staff
def figures(request: HttpRequest) -> HttpResponse:
    """A month by hamlet and subject; `?thang=2026-11`, `?xuat=` as a file."""
    first, last = month(request.GET.get("thang", ""), now())
    context = shown.month_page(unit=request.user.unit_id, first=first, last=last, at=now())
    return exported(request, shown.month_table(context)) or render(request, "desk/voices_month.html", context)


@require_GET
@never_cache
@staff
def behind(request: HttpRequest, so: str) -> HttpResponse:
    """What a figure of voices, proposals or visits counts; `?xuat=` all of it as a file."""
    back = (str(say("Số liệu tháng")), reverse("desk:voices-month"))
    if so in ears_behind.CALLS:
        back = (str(say("Thăm gia đình")), reverse("desk:families"))
    elif so in ears_behind.PROPOSALS or request.GET.get("de-xuat"):
        back = (str(say("Đề xuất")), reverse("desk:proposals"))
    if (thang := request.GET.get("thang", "")[:7]) and so not in ears_behind.PROPOSALS:
        back = (back[0], f"{back[1]}?{urlencode({'thang': thang})}")
    return listed.answer(request, ears_behind.of(request, so, back=back), "desk/behind.html")
