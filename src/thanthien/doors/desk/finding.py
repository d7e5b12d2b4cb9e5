"""Which dossiers an officer may find and open here."""

from django.http import Http404, HttpRequest

from thanthien.dossiers import access
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, now


def of_unit(request: HttpRequest, pk: int) -> Dossier:
    """The dossier, only of the officer's unit; 404 for any other, so that nobody learns that it exists."""
    found = dossiers.dossier(pk=pk, unit=request.user.unit_id)
    if found is None or found.received_at is None:
        raise Http404
    return found


def fields_seen(by: Actor) -> frozenset[str] | None:
    """The fields of procedures whose dossiers the officer may see; None = all of them, empty = none."""
    return access.fields_seen(by=by, on=day_of(now()))


def seen(found: list[Dossier], fields: frozenset[str] | None) -> list[Dossier]:
    """Only what the officer may open."""
    return found if fields is None else [of for of in found if of.field in fields]
