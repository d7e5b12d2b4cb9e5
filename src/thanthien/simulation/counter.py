"""What happens between two people at a counter: papers are looked through and received, a result is handed over."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.reception import asked_of
from thanthien.dossiers.rules import RefusalReason, Status
from thanthien.people import actions as people
from thanthien.people.models import Citizen, Counter
from thanthien.procedures.models import Procedure
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import Actor
from thanthien.simulation.persons import Person, Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Matter, Pace
from thanthien.visits import actions as visits

OLD = 80
PAYS = ("cash", "cash", "qr")


class Desk:
    """Receives and hands over as an officer at a counter would."""

    def __init__(self, *, place: Place, pace: Pace, village: Village, rng: Random, clock: Callable[[], datetime]) -> None:
        self.place, self.pace, self.village, self.rng, self.clock = place, pace, village, rng, clock

    def receive(self, *, person: Person, matter: Matter, ticket: Ticket, counter: Counter, by: Actor) -> Dossier:
        """Look through the papers, then receive the dossier, or refuse it (rarely)."""
        at, procedure = self.clock(), self.place.procedures[matter.code]
        citizen = self._known(person, by, at)
        helper = self._helper(person, by, at)
        parties = {"applicant": citizen}
        if helper is not None:
            parties |= {"submitter": helper, "mandate": f"Giấy ủy quyền ngày {at:%d/%m/%Y}"}
        visits.know(visit=ticket.visit, citizen=helper or citizen, by=by, at=at)
        common = {"unit": self.place.unit, "procedure": procedure, "visit": ticket.visit, "counter": counter, "by": by, "at": at}
        if self.rng.random() < self.pace.refused:
            return dossiers.refuse(reason=RefusalReason.NOT_COMPETENT, **common, **parties)
        paid = self.rng.choice(PAYS) if procedure.fee().amount else ""
        return dossiers.receive(papers=self._looked_through(procedure), fee_paid=paid, **common, **parties)

    def hand_over(self, *, dossier: Dossier, ticket: Ticket | None, by: Actor) -> bool:
        """Give the result to whoever came for it; False when it is not there any more."""
        dossier.refresh_from_db()
        if dossier.state != Status.READY:
            return False
        paid = dossier.fee_paid or ("cash" if dossier.fee_vnd else "")
        dossiers.hand_over(
            dossier=dossier, visit=ticket.visit if ticket else dossier.visit, fee_paid=paid, by=by, at=self.clock()
        )
        return True

    def _known(self, person: Person, by: Actor, at: datetime) -> Citizen:
        return people.register_citizen(
            unit=self.place.unit, name=person.name, id_number=person.id_number, birth_date=person.birth_date,
            sex="Nam" if person.sex == "male" else "Nữ", address=person.address, phone=person.phone, by=by, at=at,
        )  # fmt: skip

    def _helper(self, person: Person, by: Actor, at: datetime) -> Citizen | None:
        """The very old often send a son or a daughter."""
        if person.age(at.date()) < OLD or self.rng.random() < 0.5:
            return None
        child = self.village.one(self.rng, on=at.date(), ages=(30, 60))
        return self._known(child, by, at)

    def _looked_through(self, procedure: Procedure) -> dict[int, Mark]:
        """Every paper the procedure asks for in this case is there; now and then one has to be looked at again."""
        marks = {}
        for paper in asked_of(procedure):
            if paper.mandatory or self.rng.random() < 0.2:
                state = PaperState.LOOK if self.rng.random() < 0.04 else PaperState.OK
                note = "Bản chụp mờ, nhờ chuyên môn xem lại" if state is PaperState.LOOK else ""
                marks[paper.order] = Mark(state, note=note)
        return marks
