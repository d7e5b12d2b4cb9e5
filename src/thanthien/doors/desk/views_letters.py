"""`/thu-cua-xa/`: the day's letters: what must be asked, a word changed, signed in one press, handed over, withdrawn."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import letters as shown
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.journal.actions import record_access
from thanthien.journeys.letter_after_call import letter_after_call
from thanthien.letters import actions, carrying, queries
from thanthien.letters.access import WRITES, may_word
from thanthien.letters.models import Letter
from thanthien.letters.rules import CARES, DESK, SIGNS, LetterError, Source
from thanthien.outreach import ears_queries
from thanthien.outreach.access import may_hear
from thanthien.outreach.models import FamilyCall
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, Sentence, say

staff = officer_required(*sorted(DESK))
cares = officer_required(*sorted(CARES))
leads = officer_required(*sorted(SIGNS))


def of_unit(request: HttpRequest, pk: int) -> Letter:
    """The letter, only of the officer's unit; 404 for any other."""
    found = queries.letter(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


def note_opened(request: HttpRequest, letter: Letter) -> None:
    """Names are about to be shown: the access is written down first."""
    subject, officer = f"letter:{letter.pk}", request.user.login
    record_access(unit=letter.unit_id, officer=officer, person=subject, subject=subject, reason="letter", at=now())


def _page(
    request: HttpRequest, letter: Letter | None, *, errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    unit, at = request.user.unit_id, now()
    context: dict = {"groups": shown.listing(unit=unit, at=at), "leads": request.actor.has(Role.LEADER), "one": None}
    context["may_word"] = may_word(by=request.actor, unit=unit)
    context["signable"] = sum(row["may_sign"] for row in context["groups"]["draft"])
    if letter is not None:
        note_opened(request, letter)
        context["one"] = shown.opened(letter=letter, by=request.actor, at=at, errors=errors or {}, typed=typed or {})
    return render(request, "desk/letters.html", context, status=status)


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Drafts, what is held back, what waits to be handed over; names masked, so no access."""
    return _page(request, None)


@require_GET
@never_cache
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter beside the list."""
    return _page(request, of_unit(request, pk))


def act_on(
    request: HttpRequest, pk: int, scope: str, do: Callable[[Letter], Letter], text: Sentence, *,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """One act on one letter; a refusal shows the page again with what was typed."""
    letter = of_unit(request, pk)

    def run() -> dict:
        return {"letter": do(letter).pk}

    try:
        once(request, scope=f"letter.{scope}", unit=letter.unit_id, by=request.actor, do=run, asked=str(pk))
    except Refusal as error:
        where = getattr(error, "field", "") or "page"
        return _page(request, letter, errors={where: str(error)}, typed=typed, status=422)
    messages.success(request, str(text))
    return redirect("desk:letter", pk=pk)


@require_POST
@never_cache
@cares
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked is known; the guards look again."""
    facts, by, at = shown.typed_facts(request.POST), request.actor, now()
    more = {
        "hamlet": request.POST.get("hamlet", "")[:20],
        "way": request.POST.get("way", "")[:10],
        "seen": request.POST.get("seen", "")[:40],
    }
    return act_on(
        request,
        pk,
        "answer",
        lambda row: actions.answer(letter=row, facts=facts, by=by, at=at, **more),
        say("Đã ghi."),
        typed=facts,
    )


@require_POST
@never_cache
@cares
def reword(request: HttpRequest, pk: int) -> HttpResponse:
    """The paragraphs as somebody changed them; `lai` = the kind's own words again."""
    texts = [] if request.POST.get("lai") else [text[:1000] for text in request.POST.getlist("text")][:12]
    told = {"by": request.actor, "at": now(), "seen": request.POST.get("seen", "")[:40]}
    return act_on(request, pk, "reword", lambda row: actions.reword(letter=row, paragraphs=texts, **told), say("Đã đổi lời thư."))


@require_POST
@never_cache
@cares
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    why, by, at = request.POST.get("why", ""), request.actor, now()
    return act_on(
        request, pk, "stop", lambda row: actions.stop(letter=row, why=why, by=by, at=at), say("Đã giữ thư lại, chưa gửi.")
    )


@require_POST
@never_cache
@leads
def release(request: HttpRequest, pk: int) -> HttpResponse:
    by, at = request.actor, now()
    return act_on(
        request, pk, "release", lambda row: actions.release(letter=row, by=by, at=at), say("Đã cho gửi. Thư về danh sách chờ ký.")
    )


@require_POST
@never_cache
@leads
def unsign(request: HttpRequest, pk: int) -> HttpResponse:
    by, at = request.actor, now()
    return act_on(
        request, pk, "unsign", lambda row: actions.unsign(letter=row, by=by, at=at), say("Đã bỏ chữ ký. Số thư giữ nguyên.")
    )


@require_POST
@never_cache
@staff
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    typed, by, at = request.POST, request.actor, now()
    told = {key: typed.get(key, "")[:120] for key in ("way", "receiver", "proof")}
    sent = request.FILES.get("photo")
    photo = sent.read() if sent else b""
    return act_on(
        request, pk, "hand", lambda row: carrying.hand_with_photo(letter=row, photo=photo, by=by, at=at, **told),
        say("Đã ghi là trao."), typed=told,
    )  # fmt: skip


@require_POST
@never_cache
@staff
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter came back and lies at the office again."""
    why, by, at = request.POST.get("back", "")[:10], request.actor, now()
    return act_on(
        request, pk, "back", lambda row: carrying.note_back(letter=row, why=why, by=by, at=at), say("Đã ghi: thư quay lại.")
    )


@require_POST
@never_cache
@leads
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    why, by, at = request.POST.get("why", ""), request.actor, now()
    return act_on(request, pk, "withdraw", lambda row: actions.withdraw(letter=row, why=why, by=by, at=at), say("Đã rút thư."))


def ticked(request: HttpRequest) -> list[Letter]:
    """The letters of a form's ticks (`thu`), the oldest first."""
    keys = [int(text) for text in request.POST.getlist("thu") if text.isascii() and text.isdigit() and len(text) < 12][:500]
    return list(queries.letters(unit=request.user.unit_id).filter(pk__in=keys).order_by("made_at", "pk"))


@require_POST
@never_cache
@leads
def sign(request: HttpRequest) -> HttpResponse:
    """Every ticked letter: those that can be are signed, the rest say why."""
    unit, by, at = request.user.unit_id, request.actor, now()
    chosen, done, problems = ticked(request), 0, []
    for row in chosen:

        def do(row: Letter = row) -> dict:
            return {"letter": actions.sign(letter=row, by=by, at=at).pk}

        try:
            once(request, scope=f"letter.sign.{row.pk}", unit=unit, by=by, do=do)
            done += 1
        except LetterError as refusal:
            problems.append(f"{shown.kind_name(queries.kind_on(row))}: {refusal}")
    if done:
        messages.success(request, str(say("Đã ký {n} thư. In ra, rồi trao.", n=done)))
    for text in dict.fromkeys(problems):
        messages.error(request, text)
    if not chosen:
        messages.error(request, str(say("Chưa chọn thư nào để ký.")))
    return redirect("desk:letters")


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required(*sorted(WRITES))
def write(request: HttpRequest) -> HttpResponse:
    """For what the office learned another way: a hamlet head's note by telephone, a visit, the chairman's wish."""
    unit, at, by = request.user.unit_id, now(), request.actor
    code = (request.POST.get("kind") or request.GET.get("loai", ""))[:20]
    typed = shown.typed_facts(request.POST) | {key: request.POST.get(key, "")[:20] for key in ("hamlet", "way", "source")}
    errors: dict[str, str] = {}
    call = _call(request)
    if request.method == "POST":

        def do() -> dict:
            told = {"kind": code, "facts": typed, "hamlet": typed["hamlet"], "way": typed["way"], "by": by, "at": at}
            if call:
                return {"letter": letter_after_call(call=call, **told).pk}
            return {"letter": actions.write(unit=unit, source=typed["source"] or _usual_source(by), **told).pk}

        try:
            done, _ = once(request, scope="letter.write", unit=unit, by=by, do=do, asked=code)
            messages.success(request, str(say("Đã ghi. Lãnh đạo sẽ xem và ký.")))
            if by.has(*DESK):
                return redirect("desk:letter", pk=done["letter"])
            return redirect(f"{reverse('desk:letter-new')}?loai={code}" if code.isalnum() else "desk:letter-new")
        except LetterError as error:
            errors[error.field or "page"] = str(error)
    elif call is not None:
        typed["hamlet"] = call.hamlet_id
    context = shown.new_page(unit=unit, at=at, code=code, typed=typed, errors=errors) | {"call": call}
    return render(request, "desk/letter_new.html", context, status=422 if errors else 200)


def _call(request: HttpRequest) -> FamilyCall | None:
    """The visit to a family after which the letter is written, when an officer who may read it comes from there."""
    asked = (request.POST.get("tham") or request.GET.get("tham", ""))[:12]
    if not (asked.isascii() and asked.isdigit() and may_hear(by=request.actor, unit=request.user.unit_id)):
        return None
    return ears_queries.call(unit=request.user.unit_id, pk=int(asked))


def _usual_source(by: Actor) -> Source:
    """Of who did not say: the head of a hamlet tells news, a leader wishes it."""
    return Source.WISH if by.has(Role.LEADER) else Source.OFFICE if by.has(*DESK) else Source.NOTE
