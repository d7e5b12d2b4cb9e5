"""`/tra-ket-qua/`: results that wait, found by a scan or the tail of a code, handed over with Enter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers, many, results
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.lists import results_table
from thanthien.doors.desk.views_counter import number, sits
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import actions as dossier_acts
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.collecting import Receiver, free_shelf
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import code_tail
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.letters import queries as letters
from thanthien.people.queries import counter_of
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

MOST = 2000
BULK = ("shelf", "print")


@require_GET
@never_cache
@sits
@kindly
def page(request: HttpRequest) -> HttpResponse:
    """The list; with `?ma=` a dossier that was scanned elsewhere stands at the right."""
    asked, unit = request.GET.get("ma", ""), request.user.unit_id
    if request.GET.get("xuat"):
        answer = exported(request, results_table(dossiers.ready_for_return(unit=unit, limit=MOST)))
        if answer is not None:
            return answer
    panel = _opened(request, of_unit(request, number(asked))) if asked else results.nothing()
    more = {"bulk": BULK, "free_shelf": free_shelf(unit=unit), "undoing": many.latest(request)}
    return render(request, "desk/results.html", results.listing(unit=unit) | panel | more)


@require_GET
@sits
@kindly
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/_results_list.html", results.listing(unit=request.user.unit_id))


def _opened(request: HttpRequest, found: Dossier, **more) -> dict:
    """The file is opened: the access first, then what it holds."""
    at = now()
    dossier_acts.note_opened(dossier=found, by=request.actor, at=at, reason="return")
    return results.opened(found, at=at, **more) | {"letters": letters.of_dossier(dossier=found)}


@require_POST
@sits
@kindly
def scan(request: HttpRequest) -> HttpResponse:
    """A card, the square of a receipt, or the end of a code."""
    text = request.POST.get("text", "")
    found, said = results.matching(text=text, unit=request.user.unit_id, at=now())
    card, opened = results.card_in(text), number(request.POST.get("opened", ""))
    if card is not None and opened and not found:
        who = {"who": "other", "collected_by": card.full_name, "card": card.id_number}
        panel, said = _opened(request, of_unit(request, opened), typed=who), ""
    elif len(found) == 1:
        panel = _opened(request, found[0], typed={"card": card.id_number} if card else None)
    elif found:
        panel = results.nothing() | {"many": [results.row(of) for of in found]}
    else:
        panel = results.nothing() | {"said": said}
    return render(request, "desk/_results_side.html", panel, status=422 if said else 200)


@require_POST
@sits
@kindly
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the list."""
    return render(request, "desk/_results_side.html", _opened(request, of_unit(request, pk)))


@require_POST
@sits
@kindly
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter: the result goes to the person in front of the counter."""
    found = of_unit(request, pk)
    typed = {name: " ".join(request.POST.get(name, usual).split())[:120] for name, usual in results.BLANK.items()}
    other = typed["who"] == "other"
    if other and not typed["collected_by"] and not typed["card"]:
        wrong = {"collected_by": say("Chưa có tên người nhận. Gõ họ tên như trên thẻ của người ấy.")}
        return render(request, "desk/_results_side.html", _opened(request, found, typed=typed, errors=wrong), status=422)
    receiver = Receiver(
        name=typed["collected_by"] if other else "", id_number=typed["card"], relation=typed["relation"], paper=typed["paper"]
    )

    def do() -> dict:
        hand_over_result(
            dossier=found, counter=counter_of(request.user), receiver=receiver,
            fee_paid=request.POST.get("fee_paid", ""), by=request.actor, at=now(),
        )  # fmt: skip
        return {"dossier": found.pk}

    try:
        once(request, scope=f"return.{pk}", unit=found.unit_id, by=request.actor, do=do)
    except Refusal as error:
        panel = _opened(request, of_unit(request, pk), typed=typed, said=str(error))
        return render(request, "desk/_results_side.html", panel, status=422)
    text = render_to_string("desk/_results_side.html", results.handed(of_unit(request, pk)), request=request)
    return HttpResponse(text + answers.toast(request, str(say("Đã trao {code}.", code=code_tail(found.code)))))
