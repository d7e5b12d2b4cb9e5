"""Numbers of a pre-printed paper roll, entered by the guide when the kiosk is out: the paper's number, what it is for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.people.queries import office
from thanthien.people.rules import Role
from thanthien.queueing import actions, apart, queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import QueueError
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@officer_required(Role.GUIDE, Role.ONE_STOP)
def roll(request: HttpRequest) -> HttpResponse:
    """Enter one number of the roll; what was typed stays when it is refused."""
    unit = request.user.unit_id
    page = {"office": office(unit), "services": queries.services(unit=unit), "typed": "", "letter": "", "said": "", "done": "",
            "refused": apart.refused_count(unit=unit)}  # fmt: skip
    if request.method != "POST":
        return render(request, "hall/roll.html", page)
    page |= {"typed": request.POST.get("number", "").strip(), "letter": request.POST.get("service", "")}
    try:
        page["done"] = _entered(request, unit, page["typed"], page["letter"])
    except QueueError as error:
        return render(request, "hall/roll.html", page | {"said": str(error)}, status=422)
    return render(request, "hall/roll.html", page | {"typed": ""})


def _entered(request: HttpRequest, unit: str, typed: str, letter: str) -> str:
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not digits:
        raise QueueError(say("Chưa có số trên phiếu giấy. Gõ các chữ số in trên phiếu, ví dụ 17."))
    service = queries.service_by_letter(unit=unit, letter=letter)

    def do() -> dict:
        ticket = actions.enter_roll_ticket(unit=unit, service=service, number=int(digits), by=request.actor, at=now())
        return {"ticket": ticket.pk}

    result, _ = once(request, scope="roll", unit=unit, by=request.actor, do=do, asked=f"{letter}:{digits}")
    return Ticket.objects.get(pk=result["ticket"]).label
