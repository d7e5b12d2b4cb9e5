"""What happens between two people at a counter: papers are looked through and received, a result is handed over."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random
from unicodedata import normalize

from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import RefusalReason, Status
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.journeys.receive_at_counter import Handed, OrganisationFacts, PersonFacts, receive_at_counter, refuse_at_counter
from thanthien.people.models import Counter
from thanthien.procedures.actions import complete_paper_name
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import papers_of
from thanthien.procedures.queries import procedure as procedure_of
from thanthien.programmes.rules import Signed, Writing
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import Actor, ActorKind
from thanthien.simulation.persons import Person, Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import MATTERS, Matter, Pace

OLD = 80
PAYS = ("cash", "cash", "qr")
FIRMS = ("Công ty TNHH Mía đường", "Hợp tác xã Nông nghiệp", "Công ty CP Gạch ngói", "Hợp tác xã Dược liệu", "Trường Mầm non")
# How an officer of the demonstration ends the name of a paper that the catalogue breaks off: the broken end, and the whole one.
ENDINGS = {
    "đăng ký hộ t": "đăng ký hộ tịch",
    "Cổng dịch vụ công": "Cổng dịch vụ công quốc gia",
    "điện tử tổ c": "điện tử tổ chức, cá nhân trên Cổng dịch vụ công quốc gia",
    "về cư trú, Kho": "về cư trú, Kho quản lý dữ liệu điện tử tổ chức, cá nhân trên Cổng dịch vụ công quốc gia",
    "để thực hiện ch": "để thực hiện chứng thực phải có đầy đủ các trang đã ghi thông tin của bản chính",
    "khi cơ qu": "khi cơ quan khai thác được thông tin từ Cơ sở dữ liệu quốc gia về dân cư)",
    "quyền sử dụn": "quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    "trên Cổng d": "trên Cổng dịch vụ công quốc gia)",
    "(Mẫu DC01": "(Mẫu DC01)",
}
OTHER_ENDING = "và nội dung khác theo quy định"


class Desk:
    """Receives and hands over as an officer at a counter would."""

    def __init__(self, *, place: Place, pace: Pace, village: Village, rng: Random, clock: Callable[[], datetime]) -> None:
        self.place, self.pace, self.village, self.rng, self.clock = place, pace, village, rng, clock

    def receive(self, *, person: Person, matter: Matter, ticket: Ticket, counter: Counter, by: Actor) -> Dossier:
        """Look through the papers, then receive the dossier, or refuse it (rarely)."""
        at, procedure = self.clock(), self.place.procedures[matter.code]
        handed = self._handed(person, procedure, at.date())
        common = {"counter": counter, "ticket": ticket, "handed": handed, "procedure": procedure, "by": by, "at": at}
        if self.rng.random() < self.pace.refused:
            return self.place.do(refuse_at_counter, reason=RefusalReason.NOT_COMPETENT, **common)
        paid = self.rng.choice(PAYS) if procedure.fee().amount else ""
        writing = self._written(person, at) if self.place.writes_for_people(procedure, at) else None
        return self.place.do(receive_at_counter, papers=self._looked_through(procedure), fee_paid=paid, writing=writing, **common)

    def _written(self, person: Person, at: datetime) -> Writing:
        """On a day without writing: most let the officer write; of the very old some cannot sign. A stream of its own."""
        rng = Random(f"{self.place.unit}:wrote:{at.isoformat()}:{person.id_number}")
        if rng.random() < self.pace.writes_alone:
            return Writing(by_officer=False)
        if person.age(at.date()) >= OLD and rng.random() < self.pace.cannot_sign:
            return Writing(signed=Signed.THUMB, witness=self.village.one(rng, on=at.date(), ages=(25, 60)).name)
        return Writing()

    def hand_over(self, *, dossier: Dossier, counter: Counter | None, by: Actor) -> bool:
        """Give the result to whoever came for it; False when it is not there any more."""
        if dossier.state != Status.READY:
            return False
        paid = dossier.fee_paid or ("cash" if dossier.fee_vnd else "")
        self.place.do(hand_over_result, dossier=dossier, counter=counter, fee_paid=paid, by=by, at=self.clock())
        return True

    def _handed(self, person: Person, procedure: Procedure, today: date) -> Handed:
        """Who came and for whom: the very old often send a child, firms their clerk."""
        if person.age(today) >= OLD and self.rng.random() < 0.5:
            child = self.village.one(self.rng, on=today, ages=(30, 60))
            return Handed(
                _facts(child), owner=PersonFacts(person.name, person.id_number), mandate=f"Giấy ủy quyền ngày {today:%d/%m/%Y}"
            )
        if procedure.field == "chung_thuc" and self.rng.random() < self.pace.for_firms:
            firm = OrganisationFacts(
                f"{self.rng.choice(FIRMS)} {self.village.short_place}", f"28000{self.rng.randrange(100_000):05d}"
            )
            return Handed(_facts(person), organisation=firm, mandate=f"Giấy giới thiệu ngày {today:%d/%m/%Y}")
        return Handed(_facts(person))

    def _looked_through(self, procedure: Procedure) -> dict[int, Mark]:
        """Every paper the procedure asks for in this case is there; now and then one has to be looked at again."""
        marks = {}
        for paper in papers_of(procedure=procedure):
            if paper.is_mandatory or self.rng.random() < 0.15:
                look = self.rng.random() < 0.04
                note = "Bản chụp mờ, nhờ chuyên môn xem lại" if look else ""
                name = "" if paper.can_print else whole_name(paper.text)
                marks[paper.order] = Mark(PaperState.LOOK if look else PaperState.OK, name=name, note=note)
        return marks


def write_out_names(*, at: datetime) -> int:
    """Write the cut paper names of the usual matters to their end, as the first officer to print them would; returns how many."""
    by = Actor(ActorKind.OFFICER, "lan.qt", "", frozenset({"one_stop"}))
    done = 0
    for matter in MATTERS:
        for paper in papers_of(procedure=procedure_of(code=matter.code)):
            if not paper.can_print:
                complete_paper_name(paper=paper, name=whole_name(paper.text), by=by, at=at)
                done += 1
    return done


def whole_name(cut: str) -> str:
    """The name of a paper to its end; the words that the catalogue has stay as they are."""
    kept = normalize("NFC", cut.rstrip(" …"))
    for broken, end in ENDINGS.items():
        if kept.endswith(broken):
            return kept.removesuffix(broken) + end
    return f"{kept.rsplit(' ', 1)[0]} {OTHER_ENDING}"


def _facts(person: Person) -> PersonFacts:
    return PersonFacts(
        name=person.name, id_number=person.id_number, birth_date=person.birth_date, address=person.address,
        phone="".join(person.phone.split()), sex=person.sex,
    )  # fmt: skip
