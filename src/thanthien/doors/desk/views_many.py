"""`/nhieu/…`: the same act on everything that is ticked, one undo for all of it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from thanthien.doors.desk import many
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.many import KINDS, Wish
from thanthien.doors.parts.officers import officer_required
from thanthien.people.models import Officer
from thanthien.shared.clock import now


def _do(request: HttpRequest, code: str, **more: object) -> HttpResponse:
    return many.run(request, KINDS[code], wish=Wish(by=request.actor, at=now(), **more))


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest) -> HttpResponse:
    """E: take on what is ticked."""
    return _do(request, "nhan")


@require_POST
@officer_required()
@kindly
def complete(request: HttpRequest) -> HttpResponse:
    """T: the running step of what is ticked is done."""
    return _do(request, "xong")


@require_POST
@officer_required()
@kindly
def ready(request: HttpRequest) -> HttpResponse:
    """R: the results are there; refused for those that still have steps to do."""
    return _do(request, "co-ket-qua")


@require_POST
@officer_required()
@kindly
def give(request: HttpRequest) -> HttpResponse:
    """G: to a colleague."""
    login = request.POST.get("officer", "")[:40]
    return _do(request, "giao", officer=Officer.objects.filter(login=login, unit_id=request.user.unit_id, is_active=True).first())


@require_POST
@officer_required()
@kindly
def shelve(request: HttpRequest) -> HttpResponse:
    """N: on which shelf the results stand."""
    return _do(request, "ngan", shelf=" ".join(request.POST.get("shelf", "").split())[:40])


@require_POST
@officer_required()
@kindly
def undo(request: HttpRequest) -> HttpResponse:
    """Ctrl Z: the newest batch, all of it."""
    return many.take_back(request, by=request.actor, at=now())
