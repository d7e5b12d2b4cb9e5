"""`/giay/manh/`: a file of the desk in pieces: begin, how far it is, one piece, done."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.views_papers import KINDS, keepers
from thanthien.doors.parts import pieces
from thanthien.dossiers.models import Dossier
from thanthien.journeys import attach_paper
from thanthien.papers.models import Upload
from thanthien.papers.rules import Kind, tidy_title
from thanthien.shared.clock import now


def _owner(request: HttpRequest) -> str:
    return f"officer:{request.user.login}"


def _found(request: HttpRequest, code: str) -> tuple[Upload, Dossier]:
    row = pieces.found(unit=request.user.unit_id, owner=_owner(request), code=code, at=now())
    return row, of_unit(request, int(row.target["dossier"]))


@require_POST
@keepers
@pieces.in_json
def begin(request: HttpRequest) -> HttpResponse:
    """Which file comes (`name`, `size`, `sha256`) and where it belongs (`dossier`, `order`, `kind`, `title`, `replaces`)."""
    told = pieces.asked(request)
    found = of_unit(request, pieces.number(told, "dossier"))
    kind, order = KINDS.get(str(told.get("kind", "")), Kind.PAPER), pieces.number(told, "order")
    attach_paper.check(dossier=found, kind=kind, order=order, by=request.actor, at=now())
    target = {"dossier": found.pk, "kind": str(kind), "order": order, "title": tidy_title(str(told.get("title", ""))),
              "replaces": pieces.number(told, "replaces")}  # fmt: skip
    return pieces.begun(told, unit=found.unit_id, owner=_owner(request), target=target, at=now())


@require_GET
@keepers
@pieces.in_json
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Which pieces are there."""
    return pieces.state(_found(request, code)[0])


@require_http_methods(["PUT", "POST"])
@keepers
@pieces.in_json
def piece(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One piece, checked by its own digest."""
    return pieces.put(request, _found(request, code)[0], number)


@require_POST
@keepers
@pieces.in_json
def finish(request: HttpRequest, code: str) -> HttpResponse:
    """Everything is there: the file is checked whole, cleaned and attached."""
    row, found = _found(request, code)
    return pieces.finished(
        lambda: attach_paper.attach_upload(upload=row, dossier=found, by=request.actor, at=now()),
        go=reverse("desk:papers", args=[found.pk]),
    )
