"""Letters on their way: signed digitally, the month's links of the hamlets, the photo of a hand-over."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import letters as shown
from thanthien.doors.desk.views_letters import act_on, cares, leads, note_opened, of_unit, staff, ticked
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.journeys.send_letter import send_letter
from thanthien.letters import carrying, paper, queries, sealing
from thanthien.letters.models import HamletLink
from thanthien.outreach.helping import hamlets as hamlets_of
from thanthien.papers import storing
from thanthien.people.models import Unit
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import Refusal, say


@require_POST
@never_cache
@leads
def seal(request: HttpRequest) -> HttpResponse:
    """Every ticked letter is signed with the office's key, drafts first by name; those that cannot be say why."""
    unit, by, at = request.user.unit_id, request.actor, now()
    chosen, done, problems = ticked(request), 0, []
    try:
        form = paper.form_of(request.POST.get("kieu", "card")[:12])
        for row, why in sealing.sign_digitally(letters=chosen, by=by, at=at, form=form):
            done += not why
            if why:
                problems.append(f"{shown.kind_name(queries.kind_on(row))}: {why}")
    except Refusal as error:
        problems.append(str(error))
    if done:
        messages.success(request, str(say("Đã ký số {n} thư. Tệp đã ký nằm ở trang của từng thư.", n=done)))
    for text in dict.fromkeys(problems):
        messages.error(request, text)
    if not chosen:
        messages.error(request, str(say("Chưa chọn thư nào để ký.")))
    if len(chosen) == 1 and queries.letter(pk=chosen[0].pk, unit=unit):
        return redirect("desk:letter", pk=chosen[0].pk)
    return redirect("desk:letters")


@require_GET
@never_cache
@staff
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF with its digital signature."""
    letter = of_unit(request, pk)
    note_opened(request, letter)
    try:
        return pdf_answer(sealing.content(letter=letter), name=f"thu-{pk}-da-ky")
    except Refusal as error:
        return no_sheet(error)


@require_GET
@never_cache
@staff
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo that was taken when the letter was handed over."""
    letter = of_unit(request, pk)
    found = queries.photo_of(letter=letter)
    if found is None:
        raise Http404
    note_opened(request, letter)
    try:
        return HttpResponse(storing.read(found.digest), content_type="image/jpeg")
    except Refusal as error:
        return no_sheet(error)


@require_POST
@never_cache
@cares
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever brought the dossier gets the letter by message, since they agreed."""
    agreed, by, at = bool(request.POST.get("agreed")), request.actor, now()
    return act_on(
        request, pk, "send", lambda row: send_letter(letter=row, agreed=agreed, by=by, at=at),
        say("Đã giao cho máy nhắn. Tin đi rồi, thư mới tính là đã trao."),
    )  # fmt: skip


# ── links of hamlets ──
def _hamlet(request: HttpRequest, code: str) -> Unit:
    found = next((one for one in hamlets_of(unit=request.user.unit_id) if one.pk == code), None)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@cares
def hamlets(request: HttpRequest) -> HttpResponse:
    """Each hamlet with what waits for it and its link of this month."""
    unit, at = request.user.unit_id, now()
    links, waits = queries.open_links(unit=unit, at=at), queries.waits_by_hamlet(unit=unit)
    rows = [{"hamlet": one, "link": links.get(one.pk), "n": waits.get(one.pk, 0)} for one in hamlets_of(unit=unit)]
    return render(request, "desk/letter_hamlets.html", {"rows": rows, "month": day_of(at), "one": None})


@require_http_methods(["GET", "POST"])
@never_cache
@cares
def hamlet(request: HttpRequest, hamlet: str) -> HttpResponse:
    """The link of one hamlet for this month, to be read, scanned or sent; a press makes it."""
    unit, at, by = request.user.unit_id, now(), request.actor
    place = _hamlet(request, hamlet)
    if request.method == "POST":

        def do() -> dict:
            return {"link": carrying.link_hamlet(unit=unit, hamlet=place.pk, by=by, at=at).pk}

        once(request, scope="letters.link", unit=unit, by=by, do=do, asked=place.pk)
        return redirect("desk:letters-hamlet", hamlet=place.pk)
    link = queries.hamlet_link(unit=unit, hamlet=place.pk, month=day_of(at).replace(day=1))
    return render(request, "desk/letter_hamlet.html", {"hamlet": place, "month": day_of(at)} | _shown(request, link))


def _shown(request: HttpRequest, link: HamletLink | None) -> dict:
    if link is None:
        return {"link": None}
    host = outside(request)
    address = host + reverse("hamlet-letters", args=[carrying.secret_of(link)])
    return {"link": link, "address": address, "qr": qr_svg(address)}


@require_POST
@never_cache
@cares
def close(request: HttpRequest, hamlet: str) -> HttpResponse:
    """The link went astray: it opens nothing any more."""
    unit, at = request.user.unit_id, now()
    place = _hamlet(request, hamlet)
    link = queries.hamlet_link(unit=unit, hamlet=place.pk, month=day_of(at).replace(day=1))
    if link is not None:
        carrying.close_link(link=link, by=request.actor, at=at)
        messages.success(request, str(say("Đường cũ đã khóa. Mở đường mới rồi gửi cho trưởng thôn.")))
    return redirect("desk:letters-hamlet", hamlet=place.pk)
