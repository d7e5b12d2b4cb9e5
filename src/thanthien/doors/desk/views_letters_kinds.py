"""`/thu-cua-xa/loai/`: the words of each kind of letter, and kinds that the unit adds; looked at before they are used."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import letter_kinds as shown
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import no_sheet
from thanthien.letters import catalogue, own_words, paper
from thanthien.letters.models import OwnKind
from thanthien.letters.rules import Base, LetterError
from thanthien.letters.words import Kind
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.paper.engine import pictures
from thanthien.shared.wording import Refusal, say

words = officer_required(Role.ADMIN, Role.LEADER)


@require_GET
@never_cache
@words
def page(request: HttpRequest) -> HttpResponse:
    """Every kind, whose words it has, what is a draft."""
    return render(request, "desk/letter_kinds.html", shown.listing(unit=request.user.unit_id, at=now()))


def _kind(request: HttpRequest, code: str) -> Kind:
    found = catalogue.editing(unit=request.user.unit_id, code=code, at=now())
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@never_cache
@words
def new(request: HttpRequest) -> HttpResponse:
    """A kind that the unit adds, in one of the four voices."""
    base = request.POST.get("base") or request.GET.get("giong", "")
    voice = Base(base) if base in tuple(Base) else Base.JOY
    return _edit(request, "", catalogue.blank(base=voice, at=now()), voice)


@require_http_methods(["GET", "POST"])
@never_cache
@words
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The words of one kind; saving makes a draft with its picture, nothing changes on any letter."""
    kind = _kind(request, code)
    return _edit(request, code, kind, kind.base)


def _edit(request: HttpRequest, code: str, kind: Kind, base: Base) -> HttpResponse:
    unit, at, by = request.user.unit_id, now(), request.actor
    said, errors = shown.said_in(kind), {}
    if request.method == "POST":
        said = shown.said_of(request.POST)

        def do() -> dict:
            return {"code": own_words.save_kind(unit=unit, code=code, base=base, said=said, by=by, at=at).code}

        try:
            done, _ = once(request, scope="letterkind.save", unit=unit, by=by, do=do, asked=code)
            messages.success(request, str(say("Đã lưu nháp. Xem hai mặt, rồi bấm Dùng lời này.")))
            return redirect("desk:letter-kind", code=done["code"])
        except LetterError as error:
            errors[error.field or "page"] = str(error)
    context = shown.form(unit=unit, at=at, code=code, kind=kind, said=said, errors=errors)
    return render(request, "desk/letter_kind.html", context, status=422 if errors else 200)


@require_GET
@never_cache
@words
def picture(request: HttpRequest, code: str, side: int) -> HttpResponse:
    """One side of the draft, or of the kind in use, with names of four lines: side 1 the front, 2 the back."""
    kind = _kind(request, code)
    try:
        sheet = paper.sample_of(kind=kind, unit=request.user.unit_id, at=now())
        pages = pictures(template=sheet.template, data=sheet.data, ppi=110)
    except Refusal as error:
        return no_sheet(error)
    if not 1 <= side <= len(pages):
        raise Http404
    return HttpResponse(pages[side - 1], content_type="image/png")


def _row(request: HttpRequest, code: str, *, draft: bool, ended: bool = False) -> OwnKind:
    rows = [row for row in catalogue.rows(unit=request.user.unit_id) if row.code == code]
    found = [row for row in rows if (row.used_at is None) == draft and (row.ended_at is not None) == ended]
    if not found:
        raise Http404
    return found[-1]


@require_POST
@never_cache
@words
def use(request: HttpRequest, code: str) -> HttpResponse:
    """Letters made from now on have the words of the draft."""
    own_words.use_kind(kind=_row(request, code, draft=True), by=request.actor, at=now())
    messages.success(request, str(say("Từ bây giờ thư mới dùng lời này. Thư đã có giữ nguyên lời cũ.")))
    return redirect("desk:letter-kind", code=code)


@require_POST
@never_cache
@words
def end(request: HttpRequest, code: str) -> HttpResponse:
    """The words that ship again; a kind that the unit added is offered no more."""
    own_words.end_kind(kind=_row(request, code, draft=False), by=request.actor, at=now())
    messages.success(
        request, str(say("Đã thôi dùng lời của xã.")), extra_tags=reverse("desk:letter-kind-again", kwargs={"code": code})
    )
    return redirect("desk:letter-kinds")


@require_POST
@never_cache
@words
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Undo of `end`."""
    own_words.again_kind(kind=_row(request, code, draft=False, ended=True), by=request.actor, at=now())
    messages.success(request, str(say("Xã lại dùng lời của mình.")))
    return redirect("desk:letter-kinds")
