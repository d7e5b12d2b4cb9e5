"""The three fixed people and one officer of every role, with one object of each kind that addresses point to."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cached_property

import time_machine
from django.test import Client

from builders.bookings import TEN, booked, quota_of
from builders.desk import Desk, build_desk
from builders.dossiers import CIVIL, SINGLE, ready, received
from builders.elsewhere import THIRD, received_for_neighbour, third_commune
from builders.keys import key_of
from builders.office import NEIGHBOUR, SmallOffice, build_office
from builders.papers import photo
from builders.playing import logged_in
from builders.programmes import programme_of
from house.friendly import Friendly
from thanthien.dossiers.actions import ask_refund, hand_folders, lay_for_signing, note_together
from thanthien.dossiers.forms import form01_pdf
from thanthien.dossiers.models import Dossier, Elsewhere, Fee, FolderList, Opinion, Refund, SignedPaper, Together
from thanthien.dossiers.opinions import ask_opinions
from thanthien.dossiers.rules_opinion import Ask
from thanthien.eforms.actions import begin
from thanthien.eforms.models import Answers
from thanthien.exchange import actions as exchange
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.rules import Event as ToldOf
from thanthien.indicators.actions import tick
from thanthien.indicators.models import LookAlert
from thanthien.journal.actions import record_access
from thanthien.journal.followers import catch_up
from thanthien.journal.sealing import seal_accesses
from thanthien.journeys.attach_paper import attach, link_phone
from thanthien.journeys.bank_statement import take_in as take_statement
from thanthien.messaging.actions import write_text
from thanthien.messaging.models import Message
from thanthien.messaging.rules import Event
from thanthien.messaging.texts import shipped
from thanthien.outreach.home import Asked, ask_home
from thanthien.outreach.home_rules import Channel
from thanthien.outreach.mailing import take_in
from thanthien.outreach.models import Booking, HomeVisit, PostalItem, QuotaRule
from thanthien.papers import uploads
from thanthien.papers.actions import enter_copy, secret_of
from thanthien.papers.models import CertifiedCopy, Scan, Upload
from thanthien.papers.rules import CopyFacts, Kind
from thanthien.payments.models import StatementLine
from thanthien.payments.statement_rules import Incoming
from thanthien.people import actions as people
from thanthien.people.models import Delegation, Device, Officer, RoleGrant, Unit
from thanthien.people.queries import actor_for, device_actor
from thanthien.people.rules import DeviceKind, Role, UnitKind
from thanthien.posting import actions as posting
from thanthien.posting.models import Contact, Reception
from thanthien.posting.rules import Group, ReceptionRule
from thanthien.procedures import actions as catalogue
from thanthien.procedures.models import Procedure, ProcedurePaper, Process, ProvinceFee, UnitProcedure, WallSheet
from thanthien.procedures.queries import last_change
from thanthien.programmes.models import Programme
from thanthien.queueing import apart
from thanthien.queueing.models import RefusedNumber, Ticket
from thanthien.receptions import rules as reception_rules
from thanthien.receptions.actions import note_reception
from thanthien.receptions.models import ReceptionLine
from thanthien.shared.actor import Actor, system
from thanthien.shared.clock import day_of


@dataclass
class World(Friendly):
    """`clients` = a browser of an officer who holds one role alone; `stranger` = an officer of the neighbour who holds all."""

    office: SmallOffice
    desk: Desk
    clients: dict[str, Client] = field(default_factory=dict)
    stranger: Client = field(default_factory=Client)
    nobody: Client = field(default_factory=Client)
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return self.office.unit

    @cached_property
    def ticket(self) -> Ticket:
        return self.desk.call()

    @cached_property
    def together(self) -> Together:
        """Two dossiers of one reception."""
        both = [received(self.office, CIVIL), received(self.office, SINGLE)]
        return note_together(event="ket-hon", dossiers=both, by=self.office.actor(self.office.hanh), at=self.office.at)

    @cached_property
    def dossier(self) -> Dossier:
        return received(self.office)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """Received here for a third commune."""
        third_commune(self.office)
        return received_for_neighbour(self.office, competent=THIRD)

    @cached_property
    def opinion(self) -> Opinion:
        """A third commune is asked beside the specialist's step."""
        _ = self.elsewhere
        dossier = received(self.office)
        told = {"by": self.office.actor(self.office.ha), "at": self.office.at}
        bodies = [Ask("Xã Cẩm Vân", 3, THIRD)]
        return ask_opinions(dossier=dossier, bodies=bodies, question="Có đăng ký ở đó chưa?", **told)[0]

    @cached_property
    def ready(self) -> Dossier:
        return ready(self.office, received(self.office), at=self.office.at, others=self.desk.others)

    @cached_property
    def folders(self) -> FolderList:
        """A folder on its way from the counter to the specialist."""
        by = self.office.actor(self.office.hanh)
        return hand_folders(dossiers=[self.dossier], receiver=self.office.ha, by=by, at=self.office.at)

    @cached_property
    def fee(self) -> Fee:
        """A fee taken in cash."""
        return received(self.office, CIVIL, fee_paid="cash").fees.get()

    @cached_property
    def refund(self) -> Refund:
        """A receipt whose money somebody asks to give back."""
        return ask_refund(fee=self.fee, reason="Thu nhầm", by=self.office.actor(self.office.hanh), at=self.office.at)

    @cached_property
    def statement(self) -> StatementLine:
        """A line of a bank's statement that waits for a person."""
        line = Incoming(row=2, day=day_of(self.office.at), amount=8000, reference="FT1")
        told = {"unit": self.unit, "by": self.office.actor(self.office.hanh), "at": self.office.at}
        return take_statement(lines=[line], backwards=(), **told)[0].lines.get()

    @cached_property
    def message(self) -> Message:
        """The ready result's message, on the call list."""
        _ = self.ready
        catch_up(name="messages", unit=self.unit)
        return Message.objects.get(dossier=self.ready)

    @cached_property
    def webhook(self) -> Webhook:
        """Another programme that is told of everything; in a demonstration nothing goes there."""
        told = {"unit": self.unit, "name": "Phần mềm tỉnh", "address": "https://8.8.8.8/tin", "events": tuple(ToldOf)}
        return exchange.add_webhook(**told, by=system(self.unit), at=self.office.at)[0]

    @cached_property
    def notice(self) -> Notice:
        """A notice for it that waits."""
        _ = self.webhook
        received(self.office)
        catch_up(name="webhooks", unit=self.unit)
        return Notice.objects.filter(webhook=self.webhook).first()

    @cached_property
    def words(self) -> int:
        """A version of the unit's own words for a message."""
        text, by = shipped(event=Event.READY, on=day_of(self.office.at)), system(self.unit)
        return write_text(unit=self.unit, event=Event.READY, text=text, by=by, at=self.office.at).pk

    @cached_property
    def contact(self) -> Contact:
        """The leader on the public list, with a published phone."""
        told = {"by": system(self.unit), "at": self.office.at}
        made = posting.list_contact(unit=self.unit, officer=self.office.nghia, group=Group.LEADER, **told)
        return posting.publish_phone(contact=made, phone="0237 300 0001", **told)

    @cached_property
    def reception(self) -> Reception:
        """The leader's reception on Thursdays."""
        rule = ReceptionRule(3, 0, time(8), time(11, 30), day_of(self.office.at))
        return posting.add_reception(contact=self.contact, rule=rule, by=system(self.unit), at=self.office.at)

    @cached_property
    def booking(self) -> Booking:
        """An hour booked from home."""
        return booked(self.office, start=TEN)

    @cached_property
    def home_visit(self) -> HomeVisit:
        """A request that the office comes to somebody's house."""
        asked = Asked("Bùi Thị Mận", "0912000777", "Cuối ngõ nhà văn hóa", "elderly", matter="Trợ cấp tuổi già")
        by = self.office.actor(self.office.hanh)
        return ask_home(unit=self.unit, asked=asked, channel=Channel.PHONE, by=by, at=self.office.at)

    @cached_property
    def declaration(self) -> Answers:
        """A declaration that is being written."""
        by = self.office.actor(self.office.hanh)
        return begin(unit=self.unit, form="khai-sinh", officer=self.office.hanh, by=by, at=self.office.at)

    @cached_property
    def quota(self) -> QuotaRule:
        """A decision on how many hours may be booked."""
        return quota_of(self.office, share=60)

    @cached_property
    def scan(self) -> Scan:
        """A photograph of a paper of the dossier."""
        told = {"by": self.office.actor(self.office.hanh), "at": self.office.at}
        return attach(dossier=self.dossier, kind=Kind.PAPER, content=photo(), order=self.dossier.papers.first().order, **told)

    @cached_property
    def upload(self) -> Upload:
        """A file that came in part."""
        target = {"dossier": self.dossier.pk, "kind": "paper", "order": 1, "title": "", "replaces": 0}
        return uploads.start(
            unit=self.unit, owner="officer:hanh", target=target, name="a.jpg", size=1000, digest="0" * 64, at=self.office.at
        )

    @cached_property
    def phone_link(self) -> str:
        """The secret of a telephone that may send papers."""
        return secret_of(link_phone(dossier=self.dossier, by=self.office.actor(self.office.hanh), at=self.office.at))

    @cached_property
    def copy_line(self) -> CertifiedCopy:
        """A line of the book of certified copies."""
        facts = CopyFacts("Giấy khai sinh", "Trương Thị Hiền", 1, 1, 2000)
        told = {"by": self.office.actor(self.office.hanh), "at": self.office.at}
        return enter_copy(unit=self.unit, facts=facts, signer=self.office.nghia, **told)

    @cached_property
    def received_line(self) -> ReceptionLine:
        """A line of the police's book of people received."""
        told = {"name": "Trương Thị Hiền", "matter": "report", "content": "Mất xe đạp điện", "course": "taken_up"}
        facts, wrong = reception_rules.facts(told)
        assert facts is not None, wrong
        by = self.office.actor(self.desk.others["police"])
        return note_reception(unit=self.unit, facts=facts, by=by, at=self.office.at)

    @cached_property
    def letter(self) -> PostalItem:
        """Papers that came by post."""
        told = {"by": self.office.actor(self.office.hanh), "at": self.office.at}
        return take_in(unit=self.unit, tracking="CB123456789VN", sender="Trương Thị Hiền", matter="Khai sinh", **told)

    @cached_property
    def programme(self) -> Programme:
        """A day on which results are given at once."""
        return programme_of(self.office)

    @cached_property
    def paper(self) -> SignedPaper:
        """A paper that waits for the leader's signature."""
        pdf, by = form01_pdf(dossier=self.dossier, copy=1, at=self.office.at), self.office.actor(self.office.hanh)
        return lay_for_signing(dossier=self.dossier, form="01", pdf=pdf, by=by, at=self.office.at)

    @cached_property
    def alert(self) -> int:
        """An officer opened fifty files that are not theirs."""
        at = self.office.at - timedelta(hours=1)
        for n in range(50):
            look = {"person": f"p{n}", "subject": f"dossier:{90_000 + n}", "reason": "question"}
            record_access(unit=self.unit, officer="ngoc", at=at, **look)
        seal_accesses(unit=self.unit, at=self.office.at)
        catch_up(name="tallies", unit=self.unit)
        tick(unit=self.unit, at=self.office.at)
        return LookAlert.objects.get(unit=self.unit).pk

    @cached_property
    def device(self) -> Device:
        """A kiosk that was never enrolled."""
        told = {"by": system(self.unit), "at": self.office.at}
        return people.add_device(unit=self.unit, kind=DeviceKind.KIOSK, code="kiosk-7", name="Máy góc", **told)

    @cached_property
    def refused(self) -> RefusedNumber:
        """A number that a kiosk gave without network, and that was then shut out."""
        root, at = system(self.unit), self.office.at
        kiosk = people.add_device(unit=self.unit, kind=DeviceKind.KIOSK, code="kiosk-8", name="Máy cửa", by=root, at=at)
        block, _ = apart.reserve(unit=self.unit, by=device_actor(kiosk), at=at)
        given = apart.Given(1, "A", at, timedelta())
        return apart.refuse(block=block, given=given, reason="revoked", by=device_actor(kiosk), at=at)

    @cached_property
    def hamlet(self) -> Unit:
        """A hamlet of the commune."""
        return people.add_unit(
            name="Thôn Lương Thuận", kind=UnitKind.HAMLET, parent=self.unit, by=system(self.unit), at=self.office.at
        )

    @cached_property
    def police(self) -> Unit:
        """The police of the commune, without an office yet."""
        return people.add_unit(
            name="Công an xã Cẩm Tú", kind=UnitKind.POLICE, parent=self.unit, by=system(self.unit), at=self.office.at
        )

    @cached_property
    def delegation(self) -> Delegation:
        """The leader's roles, lent for a week."""
        today = day_of(self.office.at)
        return people.delegate(
            giver=self.office.nghia, taker=self.office.hanh, roles=[Role.LEADER], valid_from=today,
            valid_to=today + timedelta(days=7), document="12/UQ", by=system(self.unit), at=self.office.at,
        )  # fmt: skip

    @property
    def grant(self) -> RoleGrant:
        """A role that an officer holds."""
        return RoleGrant.objects.get(officer=self.office.ha)

    @property
    def procedure(self) -> str:
        return SINGLE

    @property
    def _admin(self) -> Actor:
        return actor_for(Officer.objects.get(login="vai.admin"), on=day_of(self.office.at))

    @cached_property
    def own_decision(self) -> UnitProcedure:
        """A draft of a shorter term."""
        day = day_of(self.office.at) + timedelta(days=9)
        decision = catalogue.Decision(valid_from=day, term_value=2, term_unit="working_day", decision_no="45/QĐ-UBND")
        told = {"by": self._admin, "at": self.office.at}
        return catalogue.decide(unit=self.unit, code=SINGLE, decision=decision, publish=False, **told)

    @cached_property
    def process(self) -> Process:
        """A process of the unit's own, from a coming day."""
        day = day_of(self.office.at) + timedelta(days=9)
        step = "- {name: Giải quyết, kind: handle, role: specialist}\n- {name: Trả kết quả, kind: hand_over, role: one_stop}\n"
        text = f'procedure: "{SINGLE}"\nsteps:\n{step}'
        return catalogue.make_process(unit=self.unit, text=text, valid_from=day, by=self._admin, at=self.office.at)

    @cached_property
    def province_fee(self) -> ProvinceFee:
        """What the province takes for a coming year, not yet confirmed."""
        day = day_of(self.office.at) + timedelta(days=60)
        line = catalogue.FeeLine(code=SINGLE, channel="any", amount=5000, document="NQ 12", confirmed=False, valid_from=day)
        return catalogue.set_province_fee(unit=self.unit, line=line, by=self._admin, at=self.office.at)

    @cached_property
    def wall_sheet(self) -> WallSheet:
        """A sheet on the wall of a procedure whose names are whole."""
        told = {"by": self._admin, "at": self.office.at}
        for paper in ProcedurePaper.objects.filter(procedure__code=SINGLE, name_cut=True, completed_name=""):
            catalogue.complete_paper_name(paper=paper, name=paper.name.rstrip("…") + "ịch", **told)
        return catalogue.print_sheets(unit=self.unit, codes=[SINGLE], address="https://camtu.example", **told).sheets[0]

    @cached_property
    def catalogue_change(self) -> int:
        """A version of a coming year."""
        one = Procedure.objects.get(code=SINGLE, valid_to=None)
        day = day_of(self.office.at) + timedelta(days=400)
        told = {"by": self._admin, "at": self.office.at}
        catalogue.make_version(code=SINGLE, based_on=one.valid_from, changes={"term_value": 2}, valid_from=day, **told)
        return last_change(code=SINGLE).pk


def build_world(at, clock: time_machine.Traveller) -> World:
    office = build_office(at=at)
    desk = build_desk(office, clock)
    before = at - timedelta(days=1)
    clients = {}
    for role in Role:
        one = people.add_officer(
            unit=office.unit, login=f"vai.{role.value.replace('_', '')}", name="Lê Văn Thử", roles=(role,),
            by=system(office.unit), at=before,
        )  # fmt: skip
        clients[role.value] = logged_in(one)
    for role in Role:
        held = Officer.objects.get(login="la")
        if not held.grants.filter(role=role).exists():
            people.grant_role(officer=held, role=role, by=system(NEIGHBOUR), at=before, valid_from=before.date())
    world = World(office, desk, clients, logged_in(office.la))
    world.keys = {"owner": key_of(office.hanh, at=before), "stranger": key_of(office.la, at=before)}
    _ = (
        world.ticket,
        world.dossier,
        world.ready,
        world.elsewhere,
        world.opinion,
        world.folders,
        world.fee,
        world.statement,
        world.refund,
        world.message,
        world.words,
        world.alert,
        world.reception,
    )
    _ = (world.home_visit, world.received_line, world.conduct, world.year_set, world.record, world.finding)
    _ = (world.score_note, world.score_answer, world.family_call, world.voice, world.proposal)
    _ = (world.low, world.survey, world.paper_answer)
    _ = (world.step, world.visit_photo, world.reception_held, world.promise, world.campaign, world.progress, world.award)
    _ = (world.programme, world.letter, world.scan, world.upload, world.phone_link, world.copy_line)
    _ = (world.declaration, world.quota, world.booking, world.alert, world.webhook, world.notice)
    _ = (world.paper, world.device, world.hamlet, world.police, world.delegation)
    _ = (world.own_decision, world.province_fee, world.wall_sheet, world.catalogue_change)
    return world
