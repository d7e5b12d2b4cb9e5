"""`/so-chung-thuc/`: the book of certified copies of a year: enter a line, find, print, export; strike out and take that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.desk import book
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pieces import number
from thanthien.doors.parts.tables import exported
from thanthien.papers import actions, queries, rules
from thanthien.papers.access import BOOK_READERS, WRITERS, may_write
from thanthien.papers.models import CertifiedCopy
from thanthien.papers.rules import PapersError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

writers = officer_required(*WRITERS)


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required(*BOOK_READERS)
def page(request: HttpRequest) -> HttpResponse:
    """The book of a year (`?nam=`), by words of the original or a number (`?tim=`); a POST enters a line."""
    typed = {name: request.POST.get(name, "").strip()[:200] for name in book.FIELDS}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _entered(request, typed, errors)
        except PapersError as error:
            errors[error.field if error.field in book.FIELDS else "title"] = str(error)
    unit, today = request.user.unit_id, day_of(now())
    year = number(request.GET.dict(), "nam") or today.year
    context = book.context(unit=unit, year=year, text=request.GET.get("tim", "")[:60], today=today)
    context |= {"typed": typed, "errors": errors, "may": may_write(by=request.actor, unit=unit), "undo": _undo(request)}
    return exported(request, book.table(context)) or render(request, "desk/copies.html", context, status=422 if errors else 200)


def _undo(request: HttpRequest) -> CertifiedCopy | None:
    found = queries.line(pk=number(request.GET.dict(), "gach"), unit=request.user.unit_id)
    return found if found is not None and found.annulled_at is not None else None


def _entered(request: HttpRequest, typed: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    """The line is written, or what was typed comes back with a sentence at each field."""
    unit, at = request.user.unit_id, now()
    facts, wrong = rules.copy_facts(typed, tariff=queries.tariff(on=day_of(at)))
    errors |= {name: str(text) for name, text in wrong.items()}
    signer = next((one for one in book.signers(unit=unit, on=day_of(at)) if one.login == typed["signer"]), None)
    if signer is None:
        errors["signer"] = str(say("Chưa chọn người ký. Chọn trong danh sách lãnh đạo."))
    if errors or signer is None:
        raise PapersError(next(iter(errors.values())), field=next(iter(errors)))

    def do() -> dict:
        return {"label": actions.enter_copy(unit=unit, facts=facts, signer=signer, by=request.actor, at=now()).label}

    done, _ = once(request, scope="certified-copy", unit=unit, by=request.actor, do=do)
    messages.success(request, str(say("Đã vào sổ, số {label}.", label=done["label"])))
    return redirect("desk:copies")


def _line(request: HttpRequest, pk: int) -> CertifiedCopy:
    found = queries.line(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_POST
@writers
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a line out, with the reason; the page offers to take that back."""
    line = _line(request, pk)
    address = f"{reverse('desk:copies')}?nam={line.year}"
    try:
        actions.annul_copy(line=line, reason=request.POST.get("reason", ""), by=request.actor, at=now())
        return redirect(f"{address}&gach={line.pk}")
    except Refusal as error:
        messages.error(request, str(error))
    return redirect(address)


@require_POST
@writers
def reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a line was struck out."""
    line = _line(request, pk)
    actions.reinstate_copy(line=line, by=request.actor, at=now())
    return redirect(f"{reverse('desk:copies')}?nam={line.year}")
