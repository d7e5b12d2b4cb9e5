"""How the routes get their objects from the address: only those of the token's unit are there."""

from django.http import HttpRequest

from thanthien.doors.api.problems import Problem
from thanthien.doors.api.schemas import BIGGEST
from thanthien.dossiers import access
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.people.models import Counter
from thanthien.people.queries import counters
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import day_of, now


def own_unit(request: HttpRequest, unit: str) -> str:
    if unit != request.token.unit_id:
        raise Problem("not-found")
    return unit


def counter_of(unit: str, pk: int) -> Counter:
    found = counters(unit).filter(pk=pk).first() if pk <= BIGGEST else None
    if found is None:
        raise Problem("not-found")
    return found


def own_counter(request: HttpRequest, counter: int) -> Counter:
    return counter_of(request.token.unit_id, counter)


def ticket_of(unit: str, pk: int) -> Ticket:
    found = Ticket.objects.select_related("visit").filter(pk=pk, unit_id=unit).first() if pk <= BIGGEST else None
    if found is None:
        raise Problem("not-found")
    return found


def own_dossier(request: HttpRequest, code: str, step: int = 0) -> Dossier:
    """The dossier of this unit that the token's holder may see; a colleague of another field gets 403."""
    found = dossiers.by_code(code=code)
    if found is None or found.unit_id != request.token.unit_id:
        raise Problem("not-found")
    try:
        access.check_may_see(by=request.actor, dossier=found, on=day_of(now()))
    except DossierError as error:
        raise Problem("forbidden", str(error)) from error
    return found
