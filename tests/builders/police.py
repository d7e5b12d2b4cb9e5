"""The commune police beside the small office: a unit of its own under the commune, a chief, two who receive people, a dossier."""

from dataclasses import dataclass
from datetime import date, timedelta

from builders.dossiers import LODGING, all_marked
from builders.office import SmallOffice
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.rules import Rank, Role, UnitKind
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import procedure
from thanthien.receptions import actions as receptions
from thanthien.receptions import rules
from thanthien.receptions.models import ReceptionLine
from thanthien.shared.actor import Actor, system

TYPED = {
    "name": "Bùi Văn Lực", "address": "Thôn Lương Thuận", "phone": "0912 555 408", "id_last": "4317", "people": "2",
    "matter": "feedback", "content": "Quán karaoke mở nhạc to sau 23 giờ", "course": "taken_up",
}  # fmt: skip


@dataclass
class Police:
    """`viet` is the chief (a leader), `linh` and `hoai` receive people; `hoai` also sits at the counter."""

    unit: str
    office: SmallOffice
    viet: Officer
    linh: Officer
    hoai: Officer

    def actor(self, officer: Officer) -> Actor:
        return actor_for(officer, on=self.office.at.date())

    def line(self, *, by: Officer | None = None, at=None, **typed: str) -> ReceptionLine:
        """A line of the book, written by `linh` unless said."""
        facts, wrong = rules.facts(TYPED | typed)
        assert facts is not None, wrong
        with in_unit(self.unit):
            return receptions.note_reception(unit=self.unit, facts=facts, by=self.actor(by or self.linh), at=at or self.office.at)

    def dossier(self) -> Dossier:
        """A dossier of residence, received by `hoai`. The small catalogue is loaded."""
        of, by = procedure(code=LODGING), self.actor(self.hoai)
        with in_unit(self.unit):
            who = people.register_citizen(
                unit=self.unit, name="Cao Văn Thọ", id_number="038085001234", birth_date=date(1985, 3, 2), sex="Nam", by=by,
                at=self.office.at,
            )  # fmt: skip
            return dossiers.receive(unit=self.unit, procedure=of, papers=all_marked(of), applicant=who, by=by, at=self.office.at)


def build_police(office: SmallOffice) -> Police:
    """Opened the day before, with its own hall."""
    before = office.at - timedelta(days=1)
    unit = people.add_unit(
        name="Công an xã Cẩm Tú", kind=UnitKind.POLICE, parent=office.unit, by=system(office.unit), at=before
    ).pk
    root = system(unit)
    people.open_office(unit=unit, centre="Trụ sở Công an xã Cẩm Tú", place="Cẩm Tú", by=root, at=before)

    def officer(login: str, name: str, rank: Rank, *roles: Role) -> Officer:
        return people.add_officer(
            unit=unit, login=login, name=name, roles=roles, rank=rank, position="Cán bộ", by=root, at=before
        )

    viet = officer("viet", "Lê Quốc Việt", Rank.MAJOR, Role.POLICE, Role.LEADER)
    linh = officer("linh", "Phạm Thùy Linh", Rank.LIEUTENANT, Role.POLICE)
    hoai = officer("hoai", "Nguyễn Thị Hoài", Rank.CAPTAIN, Role.POLICE, Role.ONE_STOP)
    return Police(unit, office, viet, linh, hoai)
