"""Beginning and ending a visit."""

from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people.models import Citizen
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.visits.models import Visit


def begin(*, unit: str, origin: str, by: Actor, at: datetime) -> Visit:
    """Somebody is here. Entry `visit.begun`."""
    with act(unit=unit, by=by, at=at) as deed:
        visit = deed.create(Visit, id=chance.identity(), unit_id=unit, started_at=at, origin=origin)
        deed.enter("visit.begun", subject=visit, visit=visit, data={"origin": origin})
    return visit


def know(*, visit: Visit, citizen: Citizen, by: Actor, at: datetime) -> Visit:
    """We know now who the visitor is (from the card or the name they gave). Entry `visit.known`."""
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        visit = deed.lock(Visit, pk=visit.pk)
        visit.citizen = citizen
        deed.save(visit)
        deed.enter("visit.known", subject=visit, visit=visit, data={"citizen": citizen.pk})
    return visit


def end(*, visit: Visit, by: Actor, at: datetime) -> Visit:
    """The person goes home. Ending twice changes nothing. Entry `visit.ended`."""
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        visit = deed.lock(Visit, pk=visit.pk)
        if visit.ended_at is None:
            visit.ended_at = max(at, visit.started_at)
            deed.save(visit)
            deed.enter("visit.ended", subject=visit, visit=visit)
    return visit
