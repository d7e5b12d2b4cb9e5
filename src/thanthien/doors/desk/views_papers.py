"""`/ho-so/<id>/giay/`: the papers of one dossier: scan, see, replace, take away; a telephone that sends pictures; the store."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import papers
from thanthien.doors.desk.dossier import reason_for
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pieces import number
from thanthien.doors.parts.reach import outside
from thanthien.dossiers import actions as acts
from thanthien.dossiers.models import Dossier
from thanthien.journeys import attach_paper
from thanthien.journeys.attach_paper import owner_of
from thanthien.journeys.reuse_result import reuse_result
from thanthien.papers import queries
from thanthien.papers.access import KEEPERS
from thanthien.papers.actions import secret_of
from thanthien.papers.models import Scan
from thanthien.papers.rules import Kind, PapersError
from thanthien.shared.clock import now
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import Refusal, say

keepers = officer_required(*KEEPERS)
KINDS = {"ket-qua": Kind.RESULT}


def opened(request: HttpRequest, pk: int) -> Dossier:
    """The dossier of the officer's unit; that it is opened is written down first."""
    found, at = of_unit(request, pk), now()
    acts.note_opened(dossier=found, by=request.actor, at=at, reason=reason_for(request.actor, found, at))
    return found


@require_GET
@never_cache
@officer_required()
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Each paper of the checklist with its scans; `?bo=` offers to take back what was just taken away."""
    return _page(request, opened(request, pk))


def _page(request: HttpRequest, found: Dossier, *, status: int = 200, **more: object) -> HttpResponse:
    at = now()
    context = papers.context(dossier=found, by=request.actor, at=at) | more
    gone = queries.scan(pk=number(request.GET.dict(), "bo"), unit=found.unit_id)
    if gone is not None and gone.state == "withdrawn" and gone.subject == owner_of(found).subject:
        context["undo"] = gone
    link = queries.open_link(unit=found.unit_id, subject=owner_of(found).subject, at=at) if context["may"] else None
    context["phone"] = None
    if link is not None:
        address = outside(request)
        context["phone"] = {"until": link.expires_at, "qr": qr_svg(address + reverse("send-papers", args=[secret_of(link)]))}
    error, order = str(more.get("line_error", "")), more.get("line_order")
    for line in context["lines"]:
        line.error = error if line.order == order else ""
    return render(request, "desk/papers.html", context, status=status)


@require_POST
@keepers
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Files of a plain form: of a paper (`order`), or the result (`kind=ket-qua`); `replaces` = the scan whose place it takes."""
    found, data = of_unit(request, pk), request.POST.dict()
    kind, order = KINDS.get(data.get("kind", ""), Kind.PAPER), number(data, "order")
    files = request.FILES.getlist("file")[:20]
    old = _scan_of(found, number(data, "replaces"))
    try:
        attach_paper.check(dossier=found, kind=kind, order=order, by=request.actor, at=now())
        if not files:
            raise PapersError(say("Chưa chọn tệp. Chọn ảnh hoặc PDF rồi gửi."))
        for one in files:
            attach_paper.attach(
                dossier=found, kind=kind, content=one.read(), order=order, name=one.name or "", title=data.get("title", ""),
                replaces=old, by=request.actor, at=now(),
            )  # fmt: skip
            old = None
    except Refusal as error:
        acts.note_opened(dossier=found, by=request.actor, at=now(), reason=reason_for(request.actor, found, now()))
        if kind is Kind.RESULT:
            told = {"result_error": str(error), "result_title": data.get("title", "")[:160]}
            return _page(request, found, status=422, **told)
        return _page(request, found, status=422, line_error=str(error), line_order=order)
    messages.success(request, str(say("Đã cất {n} tệp.", n=len(files))))
    return redirect("desk:papers", pk=found.pk)


def _scan_of(found: Dossier, pk: int) -> Scan | None:
    """A scan of this dossier, or None."""
    scan = queries.scan(pk=pk, unit=found.unit_id) if pk else None
    return scan if scan is not None and scan.subject == owner_of(found).subject else None


@require_POST
@keepers
def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept result of the owner stands for a paper; the owner is here and agreed."""
    found, data = of_unit(request, pk), request.POST.dict()
    result = queries.scan(pk=number(data, "result"), unit=found.unit_id)

    def do() -> dict:
        if result is None:
            raise PapersError(say("Giấy này không còn trong kho. Tải lại trang để xem."))
        scan = reuse_result(
            dossier=found, result=result, order=number(data, "order"), present=data.get("present") == "1", by=request.actor,
            at=now()
        )  # fmt: skip
        return {"scan": scan.pk}

    try:
        once(request, scope=f"reuse.{found.pk}", unit=found.unit_id, by=request.actor, do=do)
    except Refusal as error:
        acts.note_opened(dossier=found, by=request.actor, at=now(), reason=reason_for(request.actor, found, now()))
        return _page(request, found, status=422, offer_error=str(error))
    messages.success(request, str(say("Đã dùng lại giấy trong kho.")))
    return redirect("desk:papers", pk=found.pk)


@require_POST
@keepers
def link_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """A code for a telephone; the page shows it for fifteen minutes."""
    found = of_unit(request, pk)
    attach_paper.link_phone(dossier=found, by=request.actor, at=now())
    return redirect(reverse("desk:papers", args=[found.pk]) + "#dien-thoai")
