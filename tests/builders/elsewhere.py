"""Communes beside the small office that receive for one another: the neighbour, which is competent, and a third that is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from builders.dossiers import CIVIL, SINGLE, all_marked, person
from builders.office import NEIGHBOUR, SmallOffice, _unit
from thanthien.dossiers import elsewhere
from thanthien.dossiers.models import Dossier, Elsewhere, Fee
from thanthien.people import actions as people
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import procedure
from thanthien.shared.actor import Actor, system

THIRD = "15154"


@dataclass
class Around:
    """`la` is one-stop and leader of the neighbour, `ba` works in a third commune, `chi` handles at the neighbour."""

    office: SmallOffice
    ba: Officer

    def by(self, officer: Officer, at: datetime) -> Actor:
        return actor_for(officer, on=at.date())


def third_commune(office: SmallOffice) -> Officer:
    """Xã Cẩm Vân with one officer who holds every role of a small commune."""
    _unit(THIRD, "Xã Cẩm Vân", "commune", Unit.objects.get(pk="38"))
    before, root = office.at - timedelta(days=1), system(THIRD)
    people.open_office(unit=THIRD, centre="Trung tâm Phục vụ hành chính công xã Cẩm Vân", place="Cẩm Vân", by=root, at=before)
    roles = (Role.ONE_STOP, Role.LEADER, Role.SPECIALIST)
    return people.add_officer(unit=THIRD, login="ba.cv", name="Lò Thị Ba", roles=roles, by=root, at=before)


def build_around(office: SmallOffice) -> Around:
    return Around(office, third_commune(office))


def received_for_neighbour(
    office: SmallOffice, *, at: datetime | None = None, competent: str = NEIGHBOUR, code: str = SINGLE, **more
) -> Elsewhere:
    """Received at the counter of `hanh` for the neighbouring commune, of Trương Thị Hiền."""
    of = procedure(code=code)
    more.setdefault("papers", all_marked(of))
    more.setdefault("applicant", person(office))
    return elsewhere.receive_elsewhere(
        unit=office.unit, competent=competent, procedure=of, by=office.actor(office.hanh), at=at or office.at, **more
    )


def taken(office: SmallOffice, row: Elsewhere, *, at: datetime) -> Dossier:
    """Sent and taken in at one moment."""
    row = elsewhere.send(row=row, by=office.actor(office.hanh), at=at)
    with in_unit(row.competent_id):
        return elsewhere.take(row=row, by=actor_for(office.la, on=at.date()), at=at)


def handled(office: SmallOffice, dossier: Dossier, *, at: datetime) -> Dossier:
    """Every step of the neighbour's dossier done by its one officer."""
    from thanthien.dossiers import actions

    with in_unit(dossier.unit_id):
        while dossier.state < 9:
            dossier = actions.complete_step(dossier=dossier, by=actor_for(office.la, on=at.date()), at=at)
    return dossier


def fee_taken_here(office: SmallOffice, *, at: datetime | None = None, fee_paid: str = "cash") -> Fee:
    """A dossier of the neighbour whose result, and whose fee, went over the counter of `hanh`."""
    at = at or office.at
    row = received_for_neighbour(office, at=at, code=CIVIL)
    handled(office, taken(office, row, at=at), at=at)
    row.refresh_from_db()
    row = elsewhere.send_result(row=row, by=actor_for(office.la, on=at.date()), at=at)
    row = elsewhere.take_result(row=row, by=office.actor(office.hanh), at=at)
    row = elsewhere.return_result(row=row, fee_paid=fee_paid, by=office.actor(office.hanh), at=at)
    return Fee.objects.select_related("dossier").get(dossier=row.dossier)
