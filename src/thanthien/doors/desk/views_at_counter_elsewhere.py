"""At the counter, where another commune of the province is competent: found by its name, received for it, taken back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from thanthien.doors.desk import drafts, screen
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.screen import Say
from thanthien.doors.desk.typed import Typed, handed_of
from thanthien.doors.desk.views_counter import WINDOW, mine, number, sits
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import day_short, hour
from thanthien.dossiers import elsewhere
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.rules import DossierError, code_tail
from thanthien.journeys.receive_elsewhere import receive_for_another
from thanthien.people.models import Counter
from thanthien.procedures.models import Procedure
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import now
from thanthien.shared.wording import say

FOUND = 8


@require_POST
@sits
@kindly
def where(request: HttpRequest) -> HttpResponse:
    """The communes that may be meant by the letters typed so far."""
    asked = " ".join(request.POST.get("where", "").split())[:40]
    found = places.competent_units(unit=request.user.unit_id, text=asked, limit=FOUND) if asked else []
    return render(request, "desk/_where.html", {"found": found, "asked": asked})


def received_for_another(
    request: HttpRequest, here: Counter, form: Typed, *, procedure: Procedure, ticket: Ticket | None, sets: int
) -> HttpResponse:
    """Received for the commune that the form names; its slip goes to the printer, the same person stays on the screen."""

    def do() -> dict:
        made = receive_for_another(
            counter=here, ticket=ticket, handed=handed_of(form), competent=form["competent"], procedure=procedure,
            papers=form.marks, return_channel=form["channel"], fetch_at=form["fetch_at"], sets=sets,
            answers=form.answers, by=request.actor, at=now(),
        )  # fmt: skip
        return {"elsewhere": made.pk}

    result, _ = once(request, scope="receive", unit=here.unit_id, by=request.actor, do=do)
    made = places.one(pk=result["elsewhere"], unit=here.unit_id)
    if made is None:
        raise Http404
    following = form.person_only()
    drafts.keep(request, number(request.POST.get("ticket", "")) or None, following, at=now())
    text = say(
        "Đã nhận hộ {unit} {code}, chuyển đi chậm nhất {hour} {day}",
        unit=made.competent.name, code=code_tail(made.code), hour=hour(made.send_by), day=day_short(made.send_by),
    )  # fmt: skip
    undo = f"/quay/noi-khac/{made.pk}/huy"
    return screen.part(request, here, following, Say(toast=text, undo=undo, got=made, land="procedure"))


@require_POST
@sits
@kindly
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ctrl Z after such a reception: the code stays used, marked annulled."""
    made = places.one(pk=pk, unit=request.user.unit_id)
    if made is None or made.unit_id != request.user.unit_id:
        raise Http404
    here = mine(request)
    if made.received_by.login != request.actor.code or now() - made.received_at > WINDOW:
        raise DossierError(say("Đã quá 10 giây nên không hoàn tác được. Mở trang Nơi khác rồi hủy, ghi lý do."))

    def do() -> dict:
        elsewhere.cancel(row=made, reason=str(say("Nhận nhầm, hoàn tác tại quầy")), by=request.actor, at=now())
        return {"elsewhere": made.pk}

    once(request, scope=f"cancel-elsewhere.{pk}", unit=here.unit_id, by=request.actor, do=do)
    text = say("Đã hủy {code}, số ấy không dùng lại. Giấy đã in xin thu lại.", code=code_tail(made.code))
    return screen.part(request, here, say=Say(toast=text))
