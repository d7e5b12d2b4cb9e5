"""The ticket on the phone: opened by its code, without a login, without a name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.hall import showing
from thanthien.doors.hall.language import spoken
from thanthien.doors.hall.showing import Slip
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.dossiers.queries import of_visit
from thanthien.journal.queries import head
from thanthien.people.scoping import here
from thanthien.queueing import actions, queries
from thanthien.queueing.queries import TicketNow, TicketPage
from thanthien.queueing.rules import State
from thanthien.ratings.queries import may_ask
from thanthien.shared.actor import citizen
from thanthien.shared.clock import now
from thanthien.shared.codes import tidy_code

# Of several matters the page is about the one that needs the person first.
NEEDS = (State.CALLED, State.SERVING, State.WAITING, State.ABSENT, State.NO_SHOW, State.DONE)
MAY_LEAVE = (State.WAITING, State.ABSENT)


def _unit(request: HttpRequest, code: str) -> str:
    """The unit of the ticket with this code; 404 when nobody's is."""
    visit = queries.by_public_code(code=code)
    if visit is None:
        raise Http404
    return visit.unit_id


def _page(code: str) -> TicketPage:
    page = queries.ticket_page(code=code)
    if page is None or not page.tickets:
        raise Http404
    return page


def _main(page: TicketPage) -> TicketNow:
    def need(now: TicketNow) -> int:
        return NEEDS.index(now.ticket.state) if now.ticket.state in NEEDS else len(NEEDS)

    return min(reversed(page.tickets), key=need)


@never_cache
@require_GET
@anybody("the code on the ticket is the key", unit=_unit)
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """The ticket's page; `?phan=1` answers with the part that changes."""
    seq = head(unit=here())  # before the page: what happens in between is told again, never missed
    page, at = _page(code), now()
    main = _main(page)
    slips = {now.ticket.pk: showing.slip_of(now, code=page.visit.public_code, at=at) for now in page.tickets}
    slip = slips.pop(main.ticket.pk)
    is_open = any(other.open for other in (slip, *slips.values()))
    context = {
        **showing.place(page.visit.unit_id, at=at), **spoken(request), "slip": slip, "seq": seq, "is_open": is_open,
        "others": [(other, showing.words_of_state(other)) for other in slips.values()],
        "rate": _rate_link(page, slip) if not is_open else "", "can_leave": slip.state in MAY_LEAVE,
        "absent_minutes": queries.hall_rules(unit=page.visit.unit_id).absent_minutes,
        "dossiers": of_visit(visit=page.visit) if slip.state == State.DONE else [],
    }  # fmt: skip
    return render(request, "hall/_phone.html" if "phan" in request.GET else "hall/phone_ticket.html", context)


def _rate_link(page: TicketPage, slip: Slip) -> str:
    if slip.state != State.DONE or not may_ask(visit=page.visit):
        return ""
    return f"/cham-diem/{page.visit.rating_token}"


@never_cache
@require_POST
@anybody("the code on the ticket is the key", unit=_unit)
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """The person does not wait any more; the number is not called."""
    main = _main(_page(code)).ticket
    by = citizen(main.unit_id)

    def do() -> dict:
        actions.leave(ticket=main, by=by, at=now())
        return {"label": main.label}

    once(request, scope=f"leave:{main.pk}", unit=main.unit_id, by=by, do=do)
    return redirect(reverse("phone-ticket", args=[tidy_code(code)]) + spoken(request)["lang_query"])
