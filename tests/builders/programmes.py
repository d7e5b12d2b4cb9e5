"""Special days set through the act."""

from datetime import date, timedelta

from builders.office import SmallOffice
from thanthien.people.models import Officer
from thanthien.programmes import actions
from thanthien.programmes.models import Programme
from thanthien.programmes.rules import Half, Kind, Plan
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

EVERY_DAY = frozenset(range(7))


def plan_of(
    since: date, kind: Kind = Kind.SAME_DAY, *, weekdays: frozenset[int] = EVERY_DAY, half: Half = Half.DAY,
    days: int | None = None, fields: tuple[str, ...] = (), procedures: tuple[str, ...] = (),
) -> Plan:  # fmt: skip
    """A plan that begins on `since` and lasts `days` (for good without)."""
    until = None if days is None else since + timedelta(days=days - 1)
    return Plan(kind, weekdays, since, until, half, frozenset(fields), frozenset(procedures))


def programme_of(
    office: SmallOffice, kind: Kind = Kind.SAME_DAY, *, signer: Officer | None = None, substitute: Officer | None = None, **more
) -> Programme:
    """A special day of the office from today on."""
    plan = plan_of(day_of(office.at), kind, **more)
    return actions.set_programme(
        unit=office.unit, plan=plan, signer=signer, substitute=substitute, by=system(office.unit), at=office.at
    )
