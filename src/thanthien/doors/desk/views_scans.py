"""`/giay/`: one scan on the screen, page by page, and finding scans by the letters in them. Each opening is an access.

No file of anybody is ever drawn by the browser's own readers: pages are pictures made here, a file leaves only as a download.
What was typed into the search may be a name: it comes by POST and stays in the session, never in an address.
"""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import finding, papers
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.scans import found_rows, table
from thanthien.doors.desk.views_papers import keepers, opened
from thanthien.doors.desk.words import split_code
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.pieces import number as whole
from thanthien.doors.parts.tables import exported
from thanthien.dossiers.models import Dossier
from thanthien.journeys import attach_paper
from thanthien.papers import access, apart, queries, reading, storing
from thanthien.papers.models import Scan
from thanthien.papers.rules import JPEG
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

FILE_POLICY = {"default-src": ["'none'"], "sandbox": []}
WIDTH, KEY = 1400, "find-scans"


def _scan(request: HttpRequest, pk: int) -> tuple[Scan, int]:
    """A scan of the officer's unit and the id of its dossier; 404 for any other."""
    scan = queries.scan(pk=pk, unit=request.user.unit_id)
    dossier = attach_paper.dossier_pk(scan.subject) if scan is not None else None
    if scan is None or dossier is None:
        raise Http404
    return scan, dossier


@require_GET
@never_cache
@officer_required()
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages of a scan under one another."""
    scan, of = _scan(request, pk)
    found = opened(request, of)
    line = found.papers.filter(order=scan.order).first() if scan.order else None
    head, tail = split_code(found.code)
    shown = papers.words_of(scan, papers.names_of([scan]), now())
    context = {
        "scan": shown, "pages": range(1, scan.pages + 1), "pk": found.pk, "code_head": head, "code_tail": tail,
        "kept": scan.state == "kept",
        "title": line.name if line else scan.title or say("Ảnh chưa xếp vào giấy nào"), "procedure": found.procedure_name,
        "may": request.actor.has(*access.KEEPERS),
    }  # fmt: skip
    return render(request, "desk/scan.html", context)


@require_GET
@never_cache
@officer_required()
@csp_replace(FILE_POLICY)
def sheet(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page as a picture."""
    scan, of = _scan(request, pk)
    opened(request, of)
    if not 1 <= number <= scan.pages:
        raise Http404
    content = storing.read(scan.digest)
    picture = content if scan.media == JPEG else apart.drawn(content, number=number, width=WIDTH)
    return HttpResponse(picture, content_type=JPEG)


@require_GET
@never_cache
@officer_required()
@csp_replace(FILE_POLICY)
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The clean file, to be kept or printed elsewhere; its name says nothing of anybody."""
    scan, of = _scan(request, pk)
    found = opened(request, of)
    answer = HttpResponse(storing.read(scan.digest), content_type=scan.media)
    answer["Content-Disposition"] = f'attachment; filename="giay-{split_code(found.code)[1]}-{scan.pk}.{scan.ending}"'
    return answer


def _act(request: HttpRequest, pk: int, do: Callable[[Scan, Dossier], object], *, query: str = "") -> HttpResponse:
    scan, of = _scan(request, pk)
    found = of_unit(request, of)
    answer = redirect("desk:papers", pk=found.pk)
    try:
        do(scan, found)
        answer["Location"] += query
    except Refusal as error:
        messages.error(request, str(error))
    return answer


@require_POST
@keepers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan is taken away; the page offers to take that back."""
    return _act(
        request, pk, lambda scan, of: attach_paper.withdraw(scan=scan, dossier=of, by=request.actor, at=now()), query=f"?bo={pk}"
    )  # fmt: skip


@require_POST
@keepers
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a scan was taken away."""
    return _act(request, pk, lambda scan, of: attach_paper.restore(scan=scan, dossier=of, by=request.actor, at=now()))


@require_POST
@keepers
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of a telephone is put to a paper, or back."""
    order = whole(request.POST.dict(), "order")
    return _act(
        request, pk, lambda scan, of: attach_paper.place(scan=scan, dossier=of, order=order, by=request.actor, at=now())
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def search(request: HttpRequest) -> HttpResponse:
    """Scans by the words in them; without words the newest. `?xuat=` the list as a file."""
    if request.method == "POST":
        request.session[KEY] = " ".join(request.POST.get("q", "").split())[:60]
        return redirect(reverse("desk:scans"))
    asked, unit = request.session.get(KEY, ""), request.user.unit_id
    rows = found_rows(
        queries.search(unit=unit, text=asked), unit=unit, fields=finding.fields_seen(request.actor), at=now()
    )  # fmt: skip
    context = {"rows": rows, "asked": asked, "reads": reading.available()}
    return exported(request, table(rows, asked)) or render(request, "desk/scans.html", context)
