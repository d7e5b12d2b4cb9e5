"""`/lien-thong/<id>/`: a dossier that goes through several bodies, at the body that has it. Opening it is an access."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import dossier as own_page
from thanthien.doors.desk import passing
from thanthien.doors.desk.answers import kindly
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.dossiers import actions as acts
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.shared.clock import now
from thanthien.shared.wording import say


def found_by(request: HttpRequest, pk: int) -> Dossier:
    """The officer's own office's dossier, or one that is or was at its stage; 404 for any other."""
    unit = request.user.unit_id
    found = dossiers.dossier(pk=pk, unit=unit) or dossiers.passed_through(pk=pk, unit=unit)
    if found is None or found.received_at is None:
        raise Http404
    return found


@require_GET
@never_cache
@officer_required()
@kindly
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_by(request, pk)
    if found.unit_id == request.user.unit_id:
        return redirect("desk:dossier", pk=pk)
    return _shown(request, found)


def _shown(request: HttpRequest, found: Dossier, *, refusal: str = "", reason: str = "") -> HttpResponse:
    """The page as it is now; what was typed stays beside the refusal."""
    at = now()
    acts.note_opened(dossier=found, by=request.actor, at=at, reason="work")
    status, own = 422 if refusal else 200, found.unit_id == request.user.unit_id
    if own:
        context = own_page.context(dossier=found, by=request.actor, at=at) | {"said": refusal, "back": "/viec/", "reason": reason}
        return render(request, "desk/dossier.html", context, status=status)
    context = {
        "one": passing.shared_page(dossier=found, by=request.actor, at=at), "said": refusal, "reason": reason,
        "acts": passing.hand_over_acts(dossier=found, by=request.actor, at=at),
    }  # fmt: skip
    return render(request, "desk/passing.html", context, status=status)


def _act(request: HttpRequest, pk: int, *, scope: str, do: Callable[[Dossier, int], object], reason: str = "") -> HttpResponse:
    """One act under the form's key, then the page again. When a colleague was faster, it says who, and shows how it stands."""
    found, step = found_by(request, pk), request.POST.get("step", "")

    def run() -> dict:
        if not (step.isascii() and step.isdigit() and len(step) < 4):
            raise DossierError(say("Trang này đã cũ. Tải lại trang rồi làm lại."))
        do(found, int(step))
        return {"dossier": found.pk}

    try:
        once(request, scope=f"{scope}.{pk}", unit=found.unit_id, by=request.actor, do=run)
    except DossierError as error:
        return _shown(request, found_by(request, pk), refusal=str(error), reason=reason)
    return redirect("desk:passing", pk=pk)


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, scope="take-in",
        do=lambda one, step: acts.take_in(dossier=one, step=step, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, scope="stage-step",
        do=lambda one, step: acts.complete_step(dossier=one, step=step, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    note = request.POST.get("note", "")
    return _act(
        request, pk, scope="pass-on",
        do=lambda one, step: acts.pass_on(dossier=one, step=step, note=note, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _act(
        request, pk, scope="hand-back", reason=reason,
        do=lambda one, step: acts.hand_back(dossier=one, reason=reason, step=step, by=request.actor, at=now()),
    )  # fmt: skip
