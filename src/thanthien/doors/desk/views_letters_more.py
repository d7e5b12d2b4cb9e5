"""Letters on paper, the register, the round by hamlet, who wants none."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import letters as shown
from thanthien.doors.desk.printing_letters import LetterPrinting
from thanthien.doors.desk.views_letters import cares, note_opened, of_unit, staff
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.journal.actions import record_access
from thanthien.letters import actions, catalogue, paper, queries
from thanthien.letters.access import may
from thanthien.letters.rules import CARES, Act, LetterError
from thanthien.people.card import mask_name
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.paper.engine import pictures
from thanthien.shared.wording import Refusal, say

PART, TOLD = 50, 20


@require_GET
@never_cache
@staff
def picture(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """One side of the card as a picture, signed or not: side 1 the front, 2 the back."""
    letter = of_unit(request, pk)
    note_opened(request, letter)
    try:
        approved = letter.kind in queries.advice_read(unit=letter.unit_id)
        sheet = paper.sheet_of(letter=letter, at=now(), approved=approved)
        pages = pictures(template=sheet.template, data=sheet.data, ppi=120)
    except Refusal as error:
        return no_sheet(error)
    if not 1 <= side <= len(pages):
        raise Http404
    return HttpResponse(pages[side - 1], content_type="image/png")


@require_GET
@never_cache
@cares
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as PDF, to be read before it is signed; `?kieu=` card, folded, official."""
    letter = of_unit(request, pk)
    note_opened(request, letter)
    try:
        approved = letter.kind in queries.advice_read(unit=letter.unit_id)
        form = paper.form_of(request.GET.get("kieu", "card"))
        pdf = paper.sheet_of(letter=letter, at=now(), form=form, mono=request.GET.get("muc") == "den", approved=approved).pdf()
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(pdf, name=f"thu-{pk}")


@require_POST
@cares
def part(request: HttpRequest) -> HttpResponse:
    """Some letters more (`hs`) of the printing `batch` in the form `mau` (`-den` = one ink): {"n": how many there are}."""
    wanted = [int(text) for text in request.POST.get("hs", "").split(",") if text.isascii() and text.isdigit() and len(text) < 12]
    at, unit = now().replace(microsecond=0), request.user.unit_id
    form, _, ink = request.POST.get("mau", "card")[:12].partition("-")
    printing = LetterPrinting(officer=request.user.pk, name=request.POST.get("batch", ""))
    printing.sweep(at=at)
    try:
        rows = {row.pk: row for row in queries.letters(unit=unit).filter(pk__in=wanted[:PART])}
        if len(rows) < min(len(set(wanted)), PART):
            raise Http404
        chosen = [rows[pk] for pk in dict.fromkeys(wanted[:PART])]
        for letter in chosen:
            note_opened(request, letter)
        made = paper.gather(letters=chosen, at=at, form=paper.form_of(form), mono=ink == "den")
        return JsonResponse({"n": printing.add(made, form=form, unit=unit, at=at)})
    except Refusal as error:
        printing.drop()
        return no_sheet(error)


@require_POST
@cares
def whole(request: HttpRequest) -> HttpResponse:
    """All parts are there: {"file": where to fetch it, "n": how many letters, "told": which could not be printed}."""
    printing = LetterPrinting(officer=request.user.pk, name=request.POST.get("batch", ""))
    try:
        lines = printing.set()
    except Refusal as error:
        printing.drop()
        return no_sheet(error)
    bad = [line for line in lines if line["problem"]]
    told = " ".join(str(line["problem"]) for line in bad[:TOLD])
    if len(bad) == len(lines):
        printing.drop()
        return no_sheet(told)
    return JsonResponse(
        {"file": reverse("desk:letters-file", args=[request.POST["batch"]]), "n": len(lines) - len(bad), "told": told}
    )


@require_POST
@cares
def halt(request: HttpRequest) -> HttpResponse:
    """The officer stopped it: nothing was printed, nothing stays."""
    LetterPrinting(officer=request.user.pk, name=request.POST.get("batch", "")).drop()
    return HttpResponse(status=204)


@require_GET
@never_cache
@cares
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def file(request: HttpRequest, batch: str) -> HttpResponse:
    """The file of a printing, its own officer's only. The first time it is handed out every letter is written down as printed."""
    content, keys = LetterPrinting(officer=request.user.pk, name=batch).file()
    unit, at = request.user.unit_id, now().replace(microsecond=0)

    def do() -> dict:
        rows = [row for row in queries.letters(unit=unit).filter(pk__in=keys) if may(by=request.actor, letter=row, act=Act.PRINT)]
        actions.printed(letters=rows, by=request.actor, at=at)
        return {"n": len(rows)}

    try:
        once(request, scope=f"letters.{request.user.pk}", unit=unit, by=request.actor, do=do, key=batch)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(content, name="thu-cua-xa")


@require_GET
@never_cache
@staff
def register(request: HttpRequest) -> HttpResponse:
    """A month's letters, and the events that got none with why; `?thang=2026-11`, `?xuat=` as a file. Names masked."""
    at = now()
    context = shown.register(unit=request.user.unit_id, first=shown.month_of(request.GET.get("thang", ""), at), at=at)
    return exported(request, shown.register_table(context)) or render(request, "desk/letter_register.html", context)


@require_GET
@never_cache
@staff
def home_round(request: HttpRequest) -> HttpResponse:
    """Who is given a letter at home, by hamlet; whole names, so each is an access."""
    unit, at = request.user.unit_id, now()
    context = shown.round_page(unit=unit, at=at) | {"cares": request.actor.has(*CARES)}
    for _, lines in context["groups"]:
        for line in lines:
            subject = f"letter:{line['pk']}"
            record_access(unit=unit, officer=request.user.login, person=subject, subject=subject, reason="letter", at=at)
    return exported(request, shown.round_table(context)) or render(request, "desk/letter_round.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@staff
def refusals(request: HttpRequest) -> HttpResponse:
    """Who wants no letters: said at the counter, kept until they say otherwise."""
    unit, typed, errors = request.user.unit_id, dict.fromkeys(("name", "born", "number"), ""), {}
    if request.method == "POST":
        typed = {key: request.POST.get(key, "")[:80] for key in ("name", "born", "number")}

        def do() -> dict:
            return {"refusal": actions.refuse_letters(unit=unit, by=request.actor, at=now(), **typed).pk}

        try:
            done, _ = once(request, scope="letters.refuse", unit=unit, by=request.actor, do=do)
            undo = reverse("desk:letters-allow", kwargs={"pk": done["refusal"]})
            messages.success(request, str(say("Đã ghi: không gửi thư cho người này nữa.")), extra_tags=undo)
            return redirect("desk:letters-refusals")
        except LetterError as error:
            errors[error.field or "page"] = str(error)
    context = {
        "rows": [(row, mask_name(row.name)) for row in queries.refusals(unit=unit)],
        "typed": typed,
        "errors": errors,
    } | _advice(request)
    return render(request, "desk/letter_refusals.html", context, status=422 if errors else 200)


def _advice(request: HttpRequest) -> dict:
    """The kinds with lines about health, and who has read them."""
    unit = request.user.unit_id
    read = queries.advice_read(unit=unit)
    wanted = [one for one in catalogue.kinds_of(unit=unit, at=now()) if any(piece.approve for piece in one.back.items)]
    rows = [
        (one, shown.kind_name(one), read.get(one.code), [piece for piece in one.back.items if piece.approve]) for one in wanted
    ]
    return {"advice": rows, "may_approve": request.actor.has(Role.LEADER)}


@require_POST
@never_cache
@staff
def allow(request: HttpRequest, pk: int) -> HttpResponse:
    """They want letters again, or it was a mistake."""
    row = queries.refusal(pk=pk, unit=request.user.unit_id)
    if row is None:
        raise Http404
    actions.allow_letters(refusal=row, by=request.actor, at=now())
    messages.success(request, str(say("Đã bỏ lời từ chối. Từ nay người này nhận thư như mọi người.")))
    return redirect("desk:letters-refusals")


@require_POST
@never_cache
@officer_required(Role.LEADER)
def advice(request: HttpRequest) -> HttpResponse:
    """The health station has read the lines about health of a kind: from now on they are printed."""
    told = {"kind": request.POST.get("kind", "")[:20], "reader": request.POST.get("reader", "")[:80]}
    try:
        actions.approve_advice(unit=request.user.unit_id, by=request.actor, at=now(), **told)
        messages.success(request, str(say("Đã ghi. Lời khuyên sức khỏe được in từ bây giờ.")))
    except LetterError as error:
        messages.error(request, str(error))
    return redirect("desk:letters-refusals")
