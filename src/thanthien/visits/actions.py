"""Beginning and ending a visit."""

from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people.models import Citizen
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.visits.models import Visit


def begin(*, unit: str, origin: str, by: Actor, at: datetime, came_at: datetime | None = None, public_code: str = "") -> Visit:
    """Somebody is here. Entry `visit.begun`.

    `came_at`, `public_code`: when and with which code a device let them in that tells us late.
    """
    with act(unit=unit, by=by, at=at) as deed:
        given = {"public_code": public_code} if public_code else {}
        visit = deed.create(Visit, id=chance.identity(), unit_id=unit, started_at=came_at or at, origin=origin, **given)
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
