"""The friendly side of the world whose doors are tried: conduct, campaigns, ratings, points, what hamlets say."""

from functools import cached_property

from builders.desk import Desk
from builders.ears import called, proposed, voiced
from builders.office import SmallOffice
from builders.papers import photo
from thanthien.conduct import actions as conduct
from thanthien.conduct import leading, picturing
from thanthien.conduct.leader_rules import Where
from thanthien.conduct.models import (
    ConductRecord,
    ConductRules,
    DisciplineStep,
    Finding,
    LeaderPromise,
    ReceptionHeld,
    VisitPhoto,
    YearSet,
)
from thanthien.conduct.pledging import choose_set
from thanthien.conduct.record_rules import Decision, Source
from thanthien.conduct.record_rules import Kind as RecordKind
from thanthien.conduct.recording import answer_record, decide_record, note_record
from thanthien.conduct.rules import Text
from thanthien.conduct.step_rules import Step
from thanthien.conduct.stepping import propose
from thanthien.conduct.visiting import Found, note_visit
from thanthien.dossiers.models import Dossier
from thanthien.indicators import score_actions as scores
from thanthien.indicators.score_rules import Ground, quarter_of
from thanthien.journal.followers import catch_up
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.people.models import Unit
from thanthien.queueing import actions as queueing
from thanthien.ratings import following, surveying
from thanthien.ratings.actions import rate
from thanthien.ratings.follow_rules import Way
from thanthien.ratings.models import FollowUp, SurveyAnswer, SurveyRound
from thanthien.rollout import actions as rollout
from thanthien.rollout.awards import give_award
from thanthien.rollout.models import Award, Campaign, Progress, TakingPart
from thanthien.rollout.rules import Call, Honour, Level, Recipient
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of


class Friendly:
    """What `World` has of these rooms; made when first asked for."""

    office: SmallOffice
    desk: Desk
    unit: str
    hamlet: Unit
    ready: Dossier

    @cached_property
    def conduct(self) -> ConductRules:
        """The rules of conduct, in force today."""
        told = {"by": system(self.unit), "at": self.office.at}
        draft = conduct.draft_rules(unit=self.unit, text=Text("Quy tắc ứng xử", "Chào trước khi hỏi", ""), **told)
        return conduct.decide_rules(version=draft, valid_from=day_of(self.office.at), **told)

    @cached_property
    def year_set(self) -> YearSet:
        """A set of pledges that is signed this year."""
        return choose_set(unit=self.unit, code="four-xin", by=system(self.unit), at=self.office.at)

    @cached_property
    def record(self) -> ConductRecord:
        """Praise of an officer that waits for their answer."""
        told = {"by": self.office.actor(self.office.nghia), "noter": self.office.nghia, "at": self.office.at}
        facts = {"kind": RecordKind.PRAISE, "source": Source.CITIZEN, "reference": "", "happened_on": day_of(self.office.at)}
        return note_record(officer=self.office.hanh, text="Giúp một cụ viết đơn", **facts, **told)

    @cached_property
    def finding(self) -> Finding:
        """Something to mend after a visit."""
        told = {"by": self.office.actor(self.office.nghia), "visitor": self.office.nghia, "at": self.office.at}
        found = [Found("Thay bảng tên", self.office.hanh, day_of(self.office.at))]
        return note_visit(unit=self.unit, place="Một cửa", right=["plate"], found=found, **told).findings.get()

    @cached_property
    def score_note(self) -> int:
        """What a leader noted at a closed dossier."""
        dossier = self.ready
        catch_up(name="scores", unit=self.unit)
        told = {"by": self.office.actor(self.office.nghia), "leader": self.office.nghia, "at": self.office.at}
        return scores.note(dossier=dossier, ground=Ground.OTHER_BODY, reason="Phải ra xã bên xác nhận", **told).pk

    @cached_property
    def score_answer(self) -> int:
        """What an officer says to a figure."""
        told = {"officer": self.office.hanh, "by": self.office.actor(self.office.hanh), "at": self.office.at}
        return scores.answer(index=3, text="Quý này chờ danh mục mới", period=quarter_of(day_of(self.office.at)), **told).pk

    @cached_property
    def low(self) -> FollowUp:
        """A low rating that a leader follows up; one step was done."""
        ticket = self.desk.call()
        queueing.finish(counter=self.office.counters[0], by=self.office.actor(self.office.hanh), at=self.office.at)
        told = {"channel": "phone", "seconds": 9, "at": self.office.at}
        row = rate(token=ticket.visit.rating_token, attitude=2, work=1, **told).follow_up
        by, doer = self.office.actor(self.office.nghia), self.office.nghia
        following.note_step(follow_up=row, way=Way.CALL, note="Đã gọi", by=by, doer=doer, at=self.office.at)
        return row

    @cached_property
    def survey(self) -> SurveyRound:
        """A round of a form of the unit's own that runs today, with one slip."""
        told = {"unit": self.unit, "by": self.office.actor(self.office.nghia), "at": self.office.at}
        form = surveying.keep_form(written=surveying.Written("Phiếu của xã", "Người dân", "Sạch sẽ\nGọn gàng"), **told)
        day = day_of(self.office.at)
        made = surveying.open_round(code=f"own:{form.pk}", first=day, last=day, population=100, **told)
        surveying.issue_tickets(survey=made, count=1, by=told["by"], at=told["at"])
        return made

    @cached_property
    def paper_answer(self) -> SurveyAnswer:
        """An answer typed from paper."""
        told = {"by": self.office.actor(self.office.hanh), "typist": self.office.hanh, "at": self.office.at}
        return surveying.type_answer(survey=self.survey, given={"1.1": "5", "1.2": "4"}, remark="", **told)

    @cached_property
    def step(self) -> DisciplineStep:
        """A reminder after an upheld incident, that waits for the officer's answer."""
        told = {"by": self.office.actor(self.office.nghia), "at": self.office.at}
        facts = {"kind": RecordKind.INCIDENT, "source": Source.CITIZEN, "reference": "", "happened_on": day_of(self.office.at)}
        record = note_record(officer=self.office.hanh, text="Nói to", noter=self.office.nghia, **facts, **told)
        answer_record(record=record, text="Tôi nhận lỗi", by=self.office.actor(self.office.hanh), at=self.office.at)
        lead = told | {"leader": self.office.nghia}
        record = decide_record(record=record, decision=Decision.RIGHT, reason="Đúng", **lead)
        return propose(record=record, step=Step.REMINDER, why="Nhắc", **lead)

    @cached_property
    def visit_photo(self) -> VisitPhoto:
        """A photo of the visit."""
        files = picturing.clean(unit=self.unit, contents=[photo()])
        told = {"by": self.office.actor(self.office.nghia), "at": self.office.at}
        return picturing.add_photos(visit=self.finding.visit, files=files, **told)[0]

    @cached_property
    def reception_held(self) -> ReceptionHeld:
        """A reception day that the leader noted."""
        day = day_of(self.office.at)
        told = {"held": True, "people": 2, "why": "", "stand_in": None, "by": self.office.actor(self.office.nghia)}
        return leading.note_day(officer=self.office.nghia, day=day, planned={day}, at=self.office.at, **told)

    @cached_property
    def promise(self) -> LeaderPromise:
        """What the leader promised."""
        day = day_of(self.office.at)
        told = {"where": Where.MEETING, "public": True, "by": self.office.actor(self.office.nghia), "at": self.office.at}
        return leading.make_promise(officer=self.office.nghia, text="Rải đá", made_on=day, due=day, **told)

    @cached_property
    def campaign(self) -> Campaign:
        """A campaign under way."""
        day = day_of(self.office.at)
        call = Call("Nụ cười công sở", Level.PARTY, "Đảng ủy xã", "12-KH/ĐU", day, "Ai cũng được chào", day, day, 200, "lượt")
        return rollout.call_campaign(unit=self.unit, call=call, by=system(self.unit), at=self.office.at)

    @cached_property
    def member(self) -> TakingPart:
        """An officer in it."""
        by = self.office.actor(self.office.hanh)
        return rollout.join(campaign=self.campaign, officer=self.office.hanh, promise="Chào trước", by=by, at=self.office.at)

    @cached_property
    def progress(self) -> Progress:
        """How far that officer is."""
        told = {"by": self.office.actor(self.office.hanh), "noter": self.office.hanh, "at": self.office.at}
        day = day_of(self.office.at)
        return rollout.note_progress(campaign=self.campaign, member=self.member, day=day, figure=5, note="Đã chào", **told)

    @cached_property
    def award(self) -> Award:
        """An award of an officer, posted."""
        honour = Honour(Recipient.OFFICER, "", "Giấy khen", "Chủ tịch xã", "45/QĐ-UBND", day_of(self.office.at), True)
        told = {"officer": self.office.hanh, "campaign": self.campaign, "by": system(self.unit), "at": self.office.at}
        return give_award(unit=self.unit, honour=honour, **told)

    @cached_property
    def family_call(self) -> FamilyCall:
        """A visit to a family that was made."""
        return called(self.office, self.hamlet)

    @cached_property
    def voice(self) -> Voice:
        """What a hamlet says, not sorted yet."""
        return voiced(self.office, self.hamlet)

    @cached_property
    def proposal(self) -> Proposal:
        """What the office shall do, after a visit."""
        return proposed(self.office, call=self.family_call)
