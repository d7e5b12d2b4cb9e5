"""Receiving a dossier, and refusing to. (Writes of the room; `actions` offers them.)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.dossiers import access, fees, register, rules, stages, steps
from thanthien.dossiers.checklist import Asked, Line, Mark, checked
from thanthien.dossiers.models import Dossier, DossierPaper, DossierStep
from thanthien.dossiers.rules import Act, DossierError, RefusalReason
from thanthien.dossiers.rules_elsewhere import Passed
from thanthien.dossiers.search import backwards
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.actions import Deed, act
from thanthien.law.queries import rule
from thanthien.people.models import Citizen, Counter, Officer, Organisation
from thanthien.people.queries import unit as unit_of
from thanthien.people.rules import Role
from thanthien.procedures import process_rules
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import Offer, offer_of, papers_of, process_of, route_by
from thanthien.procedures.rules import RouteStep
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.visits.models import Visit
from thanthien.worktime.deadline import Citation, Deadline


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose matter it is, and who brings it by what paper when that is somebody else."""

    applicant: Citizen | None = None
    organisation: Organisation | None = None
    submitter: Citizen | None = None
    mandate: str = ""

    def check(self) -> None:
        rules.check_parties(
            person=self.applicant is not None, organisation=self.organisation is not None, submitter=self.submitter is not None,
            mandate=self.mandate,
        )  # fmt: skip

    def columns(self) -> dict:
        return {
            "applicant": self.applicant, "organisation": self.organisation, "submitter": self.submitter,
            "mandate": self.mandate.strip()[:120],
        }  # fmt: skip

    @property
    def address(self) -> str:
        owner = self.applicant or self.organisation
        return owner.address if owner else ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that is worked out before anything is written."""

    lines: list[Line]
    route: tuple[RouteStep, ...]
    minutes: list[int]
    deadline: Deadline
    due_law: datetime
    timing: Timing
    version: int | None
    branches: list[dict]


def branches_of(*, unit: str, procedure: Procedure, on: date, answers: Mapping[str, str]) -> list[dict]:
    """The questions of the unit's process with their answers and the steps that each brought in, as the dossier keeps them.

    Raises DossierError when one is not answered: which way the dossier goes is decided with the person at the counter.
    """
    own = process_of(unit=unit, code=procedure.code, on=on)
    asking = process_rules.asked(own.works, own.words) if own is not None else []
    open_still = process_rules.unanswered(asking, answers)
    if own is None or not asking:
        return []
    if open_still:
        first = open_still[0]
        text = say("Chưa trả lời câu hỏi: {ask}. Chọn một câu trả lời rồi nhận.", ask=first.ask)
        raise DossierError(text, field=f"answer-{first.code}")
    return [
        {
            "code": one.code, "ask": one.ask, "answer": answers[one.code], "text": one.text_of(answers[one.code]),
            "steps": list(process_rules.added_by(own.works, one.code, answers[one.code])),
        }
        for one in asking
    ]  # fmt: skip


def asked_of(procedure: Procedure, offer: Offer | None = None) -> list[Asked]:
    """What the catalogue asks for, names completed by officers included; with `offer` only what the unit asks."""
    papers = papers_of(procedure=procedure) if offer is None else offer.papers()
    return [Asked(p.order, p.text, p.original, p.copy, p.is_mandatory) for p in papers]


def _plan(unit: str, offer: Offer, marks: Mapping[int, Mark], at: datetime, answers: Mapping[str, str]) -> _Plan:
    procedure = offer.procedure
    if not offer.offered:
        raise DossierError(say("Xã đã công bố không tiếp nhận thủ tục này ở đây. Chỉ bà con nơi nhận, hoặc hỏi quản trị."))
    lines = checked(asked_of(procedure, offer), marks)
    timing = timing_of(unit)
    promised = timing.promised(offer=offer, received_at=at)
    deadline = promised.deadline
    branches = branches_of(unit=unit, procedure=procedure, on=day_of(at), answers=answers)
    route, version = route_by(procedure=procedure, unit=unit, on=day_of(at), answers=answers)
    if not route:
        raise DossierError(say("Thủ tục này chưa có bước nào để làm. Nhờ quản trị nạp lại danh mục thủ tục."))
    total = max(timing.minutes(at, deadline.due_at), 0)
    return _Plan(
        lines,
        route,
        rules.split_term(total=total, shares=[step.share for step in route]),
        deadline,
        promised.due_law,
        timing,
        version,
        branches,
    )


def receive(
    *, unit: str, procedure: Procedure, papers: Mapping[int, Mark], by: Actor, at: datetime, applicant: Citizen | None = None,
    organisation: Organisation | None = None, submitter: Citizen | None = None, mandate: str = "", visit: Visit | None = None,
    counter: Counter | None = None, fee_paid: str = "", return_channel: str = "counter", sets: int = 1,
    signer: Officer | None = None, answers: Mapping[str, str] | None = None, registered: Dossier | None = None,
    passed: Passed | None = None,
) -> Dossier:  # fmt: skip
    """Accept a dossier: checklist, due date with its explanation, steps, and last of all the code. Entry `dossier.received`.

    `papers` maps the catalogue's order of each paper to the officer's mark; `answers` choose branches of the unit's process;
    `signer`: the leader who decides it, when the day has one of its own; `registered`: what was handed in online and waits: it
    becomes this dossier; `passed`: another unit received it for this one, and it keeps that unit's code and promise. Raises
    DossierError, nothing written, no number used, when a paper is missing, the parties do not fit, the officer may not receive
    here, or the procedure has no published term.
    """
    parties = Parties(applicant, organisation, submitter, mandate)
    access.check_may_receive(by=by, unit=unit, field=procedure.field, on=day_of(at), counter=counter)
    parties.check()
    line = rules.move(registered.state if registered else None, Act.RECEIVE)
    channel, paid = rules.return_channel(return_channel), rules.payment(fee_paid)
    if channel == "post" and not parties.address:
        raise DossierError(say("Trả qua bưu chính cần địa chỉ của chủ hồ sơ. Ghi địa chỉ, hoặc chọn nhận tại quầy."))
    if not 1 <= sets <= 99:
        raise DossierError(say("Số bộ hồ sơ từ 1 đến 99. Xem lại ô số bộ."))
    register.check_open(unit=unit, day=day_of(at))
    offer = offer_of(procedure=procedure, unit=unit, on=day_of(at))
    plan = _plan(unit, offer, papers, at, answers or {})
    with act(unit=unit, by=by, at=at) as deed:
        dossier = _begun(
            deed, registered, line, unit_id=unit, visit=visit, return_channel=channel, fee_paid=paid, sets=sets,
            counter_number=counter.number if counter else None, received_by=steps.acting_officer(by),
            **parties.columns(), **of_procedure(offer), **_of_deadline(plan, at),
            route_default=any(step.is_default for step in plan.route), process_version=plan.version, branches=plan.branches,
        )  # fmt: skip
        deed.create_all([
            DossierPaper(
                dossier=dossier, order=paper.order, name=paper.name[:1000], state=paper.state,
                original=paper.original, copy=paper.copy, note=paper.note[:300], source=paper.source[:40],
            )
            for paper in plan.lines
        ])  # fmt: skip
        _lay_route(deed, dossier, plan, at, signer)
        if passed is not None:
            _brought(dossier, passed)
        dossier.code = passed.code if passed else next_code(deed, unit, at)
        dossier.code_back = backwards(dossier.code)
        dossier.state = line.to
        deed.save(dossier)
        taken = fees.take(deed, dossier, by=by, at=at, counter=dossier.counter_number)
        data = _received_data(dossier, procedure, "online" if registered else "counter")
        deed.enter(line.entry, subject=dossier, visit=visit, data=data | _less(offer) | _ways(dossier) | _from(passed) | taken)
    return dossier


def _begun(deed: Deed, registered: Dossier | None, line: rules.Move, **columns: object) -> Dossier:
    """A new dossier, or the one that waits since it was handed in online; its state is written when its code is known."""
    if registered is None:
        return deed.create(Dossier, **columns)
    row = deed.lock(Dossier, pk=registered.pk)
    rules.move(row.state, Act.RECEIVE)
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def refusal_words(reason: RefusalReason, note: str) -> str:
    """The reason as the person reads it. Raises DossierError when `other` says nothing more."""
    if reason is RefusalReason.OTHER and not note.strip():
        raise DossierError(say("Ghi rõ lý do từ chối, để người dân biết phải làm gì tiếp."))
    return str(f"{reason.label}. {note.strip()}" if note.strip() else reason.label)[:200]


def of_procedure(offer: Offer) -> dict:
    procedure, fee = offer.procedure, offer.fee()
    return {
        "procedure": procedure, "procedure_name": procedure.title, "field": procedure.field,
        "fee_vnd": fee.amount, "fee_text": fee.text, "term_text": offer.term.words,
    }  # fmt: skip


def _of_deadline(plan: _Plan, at: datetime) -> dict:
    due = plan.deadline.due_at
    return {
        "received_at": at, "due_first": due, "due_at": due, "due_law": plan.due_law, "deadline": plan.deadline.as_dict(),
        "warn_at": plan.timing.warning(received_at=at, due_at=due),
    }  # fmt: skip


def _lay_route(deed: Deed, dossier: Dossier, plan: _Plan, at: datetime, signer: Officer | None) -> None:
    """Write the steps; the reception is done with the person at the counter, the next step begins at once."""
    rows = [
        DossierStep(
            dossier=dossier,
            order=step.order,
            kind=step.kind,
            name=step.name[:160],
            role=step.role,
            allowed_minutes=minutes,
            officer=signer if step.role == Role.LEADER else None,
        )
        for step, minutes in zip(plan.route, plan.minutes, strict=True)
    ]
    first = steps.working(rows)[0]
    for row in rows:
        if row.order < first.order:
            row.started_at, row.done_at, row.officer = at, at, dossier.received_by
            row.due_at = plan.timing.after(at, row.allowed_minutes)
    steps.start(dossier, first, at, plan.timing)
    deed.create_all(rows)
    stages.lay(deed, dossier, plan.route, plan.minutes, at, plan.timing)


def next_code(deed: Deed, unit: str, at: datetime) -> str:
    """The unit's next code of the day. It locks the unit's chain, so it comes last."""
    prefix, _ = rules.code_prefix(portal_code=unit_of(unit).portal_code, unit_code=unit)
    day = day_of(at)
    return rules.dossier_code(prefix=prefix, day=day, number=deed.number(f"dossier:{day.isoformat()}"))


def _received_data(dossier: Dossier, procedure: Procedure, channel: str) -> dict:
    return {
        "code": dossier.code, "procedure": procedure.code, "field": dossier.field, "due_at": rules.stamp(dossier.due_at),
        "term": dossier.term_text, "counter": dossier.counter_number, "officer": dossier.received_by.login,
        "fee": dossier.fee_vnd, "channel": channel, "route_default": dossier.route_default,
    }  # fmt: skip


def _less(offer: Offer) -> dict:
    """How many papers of the catalogue this unit did not ask for."""
    fewer = len(offer.not_asked()) if offer.dropped else 0
    return {"papers_less": fewer} if fewer else {}


def _ways(dossier: Dossier) -> dict:
    """Which branches it goes, by codes."""
    return {"answers": {one["code"]: one["answer"] for one in dossier.branches}} if dossier.branches else {}


def _brought(dossier: Dossier, passed: Passed) -> None:
    """The term runs from now (Decree 118/2025 article 17(3)); what the paper promised stays the first promise."""
    dossier.received_at_unit_id, dossier.tracking_code = passed.unit, passed.tracking_code
    dossier.due_first = passed.promised_at
    law = rule(code="term.start_elsewhere", on=day_of(dossier.received_at))
    told = Citation(law.code, law.says, law.says_en, law.citation, law.confirmed)
    dossier.deadline["rule"]["citations"].append(told.as_dict())


def _from(passed: Passed | None) -> dict:
    """Which unit received it, when that was another."""
    return {"from": passed.unit} if passed else {}


def refuse(
    *, unit: str, procedure: Procedure, reason: RefusalReason, by: Actor, at: datetime, applicant: Citizen | None = None,
    organisation: Organisation | None = None, submitter: Citizen | None = None, mandate: str = "", note: str = "",
    visit: Visit | None = None, counter: Counter | None = None,
) -> Dossier:  # fmt: skip
    """Do not accept; no code is used. Entry `dossier.refused` with the reason's code; its words stay on the dossier (Form 03)."""
    parties = Parties(applicant, organisation, submitter, mandate)
    access.check_may_receive(by=by, unit=unit, field=procedure.field, on=day_of(at), counter=counter)
    parties.check()
    line = rules.move(None, Act.REFUSE)
    reason = RefusalReason(reason)
    offer = offer_of(procedure=procedure, unit=unit, on=day_of(at))
    words = refusal_words(reason, note)
    with act(unit=unit, by=by, at=at) as deed:
        dossier = deed.create(
            Dossier, unit_id=unit, visit=visit, state=line.to, result_note=words, received_by=steps.acting_officer(by),
            counter_number=counter.number if counter else None, **parties.columns(), **of_procedure(offer),
        )  # fmt: skip
        data = {"procedure": procedure.code, "reason_code": str(reason)}
        deed.enter(line.entry, subject=dossier, visit=visit, data=data)
    return dossier
