"""`/lanh-dao/ky-so`: papers that wait for the leader's digital signature. One press signs all of them, a few at each request.

The page asks again by itself until none is left, so the bar moves, a closed browser loses nothing, and a second press signs
nothing twice: what is signed no longer waits.
"""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader.views import leads
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.dossiers import actions as acts
from thanthien.dossiers import to_sign
from thanthien.dossiers.models import SignedPaper
from thanthien.dossiers.queries import owner_masked
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

AT_ONCE = 5
MOST = 500


def _rows(papers: list[SignedPaper]) -> list[dict]:
    return [{"of": one, "name": to_sign.FORMS[one.form], "who": owner_masked(one.dossier)} for one in papers]


def _context(request: HttpRequest) -> dict:
    unit = request.user.unit_id
    return {
        "waiting": _rows(to_sign.waiting(unit=unit)), "signed": _rows(to_sign.lately_signed(unit=unit)),
        "may_sign": request.actor.has(Role.LEADER),
    }  # fmt: skip


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """What waits, and what was signed lately."""
    return render(request, "leader/signing.html", _context(request))


def _figure(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 5 else 0


@never_cache
@require_POST
@officer_required(Role.LEADER)
def sign(request: HttpRequest) -> HttpResponse:
    """The next few of what waits, or the one that `paper` names. With htmx the list comes back and asks for more."""
    unit, done, bad = request.user.unit_id, _figure(request, "done"), set(request.POST.getlist("bad")[:MOST])
    chosen = request.POST.get("paper", "")
    waits = [one for one in to_sign.waiting(unit=unit) if str(one.pk) not in bad]
    waits = [one for one in waits if str(one.pk) == chosen] if chosen else waits
    said = ""
    try:
        for one, sentence in acts.sign_papers(papers=waits[:AT_ONCE], by=request.actor, at=now()):
            done += not sentence
            if sentence:
                bad.add(str(one.pk))
                said = sentence
    except Refusal as error:
        bad |= {str(one.pk) for one in waits}
        said = str(error)
    left = 0 if chosen else sum(str(one.pk) not in bad for one in waits[AT_ONCE:])
    context = _context(request) | {"done": done, "left": left, "total": done + left + len(bad), "bad": sorted(bad), "said": said}
    if request.htmx:
        return render(request, "leader/_signing.html", context)
    if said:
        messages.error(request, said)
    elif left:
        messages.info(request, str(say("Đã ký {n} giấy, còn {left}. Bấm ký tiếp.", n=done, left=left)))
    else:
        messages.success(request, str(say("Đã ký {n} giấy.", n=done)))
    return redirect("leader:signing")


@require_GET
@never_cache
@leads
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, signed when it is. It is a person's paper: the dossier counts as opened."""
    one = _paper(request, pk)
    try:
        acts.note_opened(dossier=one.dossier, by=request.actor, at=now(), reason="work")
        return pdf_answer(to_sign.content(one.unit_id, one.digest or one.source), name=f"mau-{one.form}-{one.pk}")
    except Refusal as error:
        return no_sheet(error)


@never_cache
@require_POST
@leads
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not to be signed."""
    try:
        acts.withdraw_paper(paper=_paper(request, pk), by=request.actor, at=now())
        messages.success(request, str(say("Đã rút giấy khỏi danh sách chờ ký.")))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("leader:signing")


def _paper(request: HttpRequest, pk: int) -> SignedPaper:
    found = to_sign.paper_of(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found
