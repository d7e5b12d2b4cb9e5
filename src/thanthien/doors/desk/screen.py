"""The counter screen as a whole, or its middle and left after an act: one function puts the contexts together."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from thanthien.doors.desk import answers, case, drafts, queue, special
from thanthien.doors.desk.typed import Typed
from thanthien.doors.desk.words import split_code
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.rules import code_tail
from thanthien.people.models import Counter, Officer
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import now


@dataclass
class Say:
    """What goes beside the screen: a toast, its undo, a refusal in the slip, warnings of a card, where the focus lands."""

    toast: str = ""
    tone: str = ""
    undo: str = ""
    refusal: str = ""
    warnings: tuple[str, ...] = ()
    land: str = ""
    got: Dossier | Elsewhere | None = None
    status: int = 200


def whole(request: HttpRequest, counter: Counter) -> HttpResponse:
    """The page."""
    return render(request, "desk/counter.html", _context(request, counter, None, Say(), now()))


def part(request: HttpRequest, counter: Counter, typed: Typed | None = None, say: Say | None = None) -> HttpResponse:
    """What is inside #desk, with a toast beside it; status 422 when something must be mended."""
    say = say or Say()
    text = render_to_string("desk/_desk.html", _context(request, counter, typed, say, now()), request=request)
    if say.toast:
        text += answers.toast(request, say.toast, tone=say.tone, undo=say.undo)
    return HttpResponse(text, status=say.status)


def left(request: HttpRequest, counter: Counter) -> HttpResponse:
    """Only the queue."""
    return render(request, "desk/_queue.html", queue.context(counter=counter, at=now()))


def _context(request: HttpRequest, counter: Counter, typed: Typed | None, say: Say, at: datetime) -> dict:
    line = queue.context(counter=counter, at=at)
    here: Ticket | None = line["present"]
    typed = typed or begun(request, here)
    land = say.land or ("name" if not typed["name"] else "papers" if typed["procedure"] else "procedure")
    middle = case.context(typed=typed, unit=counter.unit_id, at=at, land=land)
    return line | middle | {
        "transfer_to": queue.places(counter=counter, present=here), "warnings": say.warnings, "said": say.refusal,
        "got": _got(say.got), "recent": _recent(request.user, at),
    }  # fmt: skip


def begun(request: HttpRequest, here: Ticket | None) -> Typed:
    """The draft of this ticket; a visitor whom we know already is filled in."""
    typed = drafts.kept(request, here.pk if here else None)
    person = here.visit.citizen if here and not typed["name"] else None
    if person is not None:
        birth = person.birth_date
        born = "" if birth is None else f"{birth:%Y}" if person.birth_year_only else f"{birth:%d/%m/%Y}"
        typed.values.update(
            name=person.name, id_number=person.id_number, sex=person.sex, phone=person.phone, address=person.address, birth=born
        )
    return typed


def _got(dossier: Dossier | Elsewhere | None) -> dict | None:
    if dossier is None:
        return None
    head, short = split_code(dossier.code)
    told = {"pk": dossier.pk, "head": head, "short": short}
    if isinstance(dossier, Elsewhere):
        page = reverse("desk:elsewhere-one", args=[dossier.pk])
        sheet = reverse("desk:elsewhere-form01", args=[dossier.pk])
        return told | {"due_at": dossier.promised_at, "page": page, "sheet": sheet, "fresh": True, "waits": False}
    page = f"/ho-so/{dossier.pk}/"
    return told | {"due_at": dossier.due_at, "page": page, "sheet": f"{page}mau-01.pdf", **special.got(dossier)}


def _recent(officer: Officer, at: datetime) -> list[dict]:
    """The last dossiers of this officer today; names stay out of it."""
    rows = dossiers.recent_at_counter(unit=officer.unit_id, officer=officer, at=at, limit=3)
    return [{"label": code_tail(d.code)[-4:], "text": d.procedure_name, "at": d.received_at, "due_at": d.due_at} for d in rows]
