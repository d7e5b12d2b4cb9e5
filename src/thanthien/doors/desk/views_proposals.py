"""`/nghe-dan/de-xuat/`: what the office shall do about what it heard: by whom, by which day, and what people were told."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import voices as shown
from thanthien.doors.desk.ears_turn import turned
from thanthien.doors.desk.views_voices import staff
from thanthien.doors.parts.tables import exported
from thanthien.outreach import actions, ears_queries
from thanthien.outreach.ears_rules import EarsError
from thanthien.outreach.models import Proposal
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say


def _of_unit(request: HttpRequest, pk: int) -> Proposal:
    found = ears_queries.proposal(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Under way by due day, one's own, ended; `?xuat=` as a file."""
    view = request.GET.get("xem", "")[:8]
    context = shown.proposals(unit=request.user.unit_id, view=view, by=request.actor, at=now())
    return exported(request, shown.proposals_table(context)) or render(request, "desk/proposals.html", context)


@require_GET
@never_cache
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: where it came from, who holds it, what people are told."""
    context = shown.proposal(row=_of_unit(request, pk), by=request.actor, at=now())
    return render(request, "desk/proposal.html", context)


def _give(row: Proposal, typed: dict, told: dict) -> Proposal:
    return actions.give_proposal(proposal=row, owner=typed["owner"], due=typed["due"], **told)


# Word of the address → (what is done, what is said after it, the word that takes it back).
TURNS: dict[str, tuple[Callable[..., Proposal], Sentence, str]] = {
    "tra-loi": (
        lambda row, typed, told: actions.answer_proposal(proposal=row, answer=typed["answer"], **told),
        say("{label}: đã trả lời."), "mo-lai",
    ),
    "khep": (
        lambda row, typed, told: actions.close_proposal(proposal=row, answer=typed["answer"], **told),
        say("{label}: đã khép lại."), "mo-lai",
    ),
    "giao": (_give, say("{label}: đã đổi người hoặc hạn."), ""),
    "bo": (lambda row, typed, told: actions.drop_proposal(proposal=row, **told), say("{label} đã bỏ."), ""),
    "mo-lai": (lambda row, typed, told: actions.reopen_proposal(proposal=row, **told), say("{label} mở lại."), ""),
}  # fmt: skip


@require_POST
@never_cache
@staff
def turn(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act; a refusal shows the proposal again with what was typed."""
    row = _of_unit(request, pk)
    if what not in TURNS:
        raise Http404
    action, words, back = TURNS[what]
    typed = {key: request.POST.get(key, "")[:500] for key in ("answer", "owner", "due")}
    undo = reverse("desk:proposal-turn", args=[pk, back]) if back else ""
    try:
        turned(request, row, scope=f"proposal.{pk}.{what}", do=lambda told: action(row, typed, told), words=words, undo=undo)
    except EarsError as error:
        kept = {key: text for key, text in typed.items() if text}
        errors = {error.field or "page": str(error)}
        context = shown.proposal(row=row, by=request.actor, at=now(), typed=kept, errors=errors)
        return render(request, "desk/proposal.html", context, status=422)
    return redirect("desk:proposals") if what == "bo" else redirect("desk:proposal", pk=pk)
